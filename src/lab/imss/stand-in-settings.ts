import { IniText } from './ini-text.js';

/** What the real product does not offer: how the stand-in behaves in a test, from share/stand-in.ini. */
export interface StandInSettings {
  /** From the start to the opening of the ports, in milliseconds. */
  readonly delay: number;
  /** The SMTP port never opens. */
  readonly neverOpens: boolean;
  /** Whether the anti-spam module is on, which writes the X-imss-* headers. */
  readonly antiSpam: boolean;
  readonly console: boolean;
}

/** Seconds: the article allows half a minute, and a rehearsal need not take so long. */
const defaultDelay = '3';

export function standInSettings(text: string): StandInSettings {
  const ini = new IniText(text);
  const value = (section: string, key: string, fallback: string): string =>
    ini.inSection(section, key)?.value ?? fallback;
  const delay = Number(value('start', 'delay', defaultDelay));
  return {
    delay: (Number.isFinite(delay) && delay >= 0 ? delay : Number(defaultDelay)) * 1000,
    neverOpens: value('start', 'never-opens', 'no') === 'yes',
    antiSpam: value('anti-spam', 'headers', 'yes') !== 'no',
    console: value('console', 'off', 'no') !== 'yes',
  };
}
