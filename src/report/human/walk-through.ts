import { wrap } from '../../text/wrap.js';
import { type GuidedScreen, readGuide } from './guided-screen.js';
import type { Paint } from './paint.js';

/** The clicks in the console of IMSS that set up its notifications (article AXIGEN + IMSS, Configuring IMSS policies). */
export function consoleScreens({
  url,
  administrator = 'a valid mailbox on this AXIGEN',
}: {
  readonly url: string;
  readonly administrator?: string | undefined;
}): readonly GuidedScreen[] {
  return [...readGuide('imss-console.txt', { URL: url, ADMINISTRATOR: administrator }).values()];
}

/** Why a person has to do it. */
export function consoleIntroduction(paint: Paint): string[] {
  const text =
    'Where IMSS sends its notifications is set in its console. gateway-setup can neither fill in its forms for you nor ' +
    'read back what you set there: your word is taken for it.';
  return ['', paint.bold('The console of IMSS'), ...wrap(text, paint.width, '  '), ''];
}
