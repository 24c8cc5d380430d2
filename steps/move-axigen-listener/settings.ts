import type { Answers } from '../../src/model/answers.js';
import { type ListenerConfig, listenerDefaults, listenerSetting } from '../../src/products/axigen/config.js';
import { backendAddress } from '../../src/products/scanners.js';

const perAddress =
  'Every connection comes from the scanner\u2019s one address, so limits for each address would throttle all mail.';

export interface WantedSetting {
  readonly id:
    | 'AXIGEN-LISTENER-ENABLED'
    | 'AXIGEN-LISTENER-RATE'
    | 'AXIGEN-LISTENER-PEER-CONNECTIONS'
    | 'AXIGEN-LISTENER-PEER-RATE'
    | 'AXIGEN-LISTENER-TLS';
  readonly name: string;
  readonly value: string;
  readonly note: string;
  readonly why: string;
}

const rate = 'maxIntervalConnections';

/** The settings of the article; where its text (200) and its screenshot (20) differ, the text counts. */
const articleSettings: readonly WantedSetting[] = [
  {
    id: 'AXIGEN-LISTENER-ENABLED',
    name: 'enable',
    value: 'yes',
    note: '',
    why: 'A listener that is not enabled takes no mail.',
  },
  {
    id: 'AXIGEN-LISTENER-RATE',
    name: rate,
    value: '0',
    note: ' (unlimited), unless Tweaking 2 sets a limit',
    why: 'All mail comes through this one listener: a limit that nobody chose would throttle it.',
  },
  {
    id: 'AXIGEN-LISTENER-PEER-CONNECTIONS',
    name: 'peerMaxConnections',
    value: '200',
    note: ' (the article\u2019s text says 200, its screenshot shows 20; the text counts)',
    why: perAddress,
  },
  {
    id: 'AXIGEN-LISTENER-PEER-RATE',
    name: 'peerMaxIntervalConnections',
    value: '0',
    note: ' (unlimited)',
    why: perAddress,
  },
];

/** What the article takes for granted. Never written where the file leaves it out: the default is right. */
const takenForGranted: WantedSetting = {
  id: 'AXIGEN-LISTENER-TLS',
  name: 'sslEnable',
  value: 'no',
  note: '',
  why: 'The scanner speaks plain SMTP; it cannot reach a listener that expects TLS.',
};

/** For a new listener: the article's settings, with the limit that the operator chose for Tweaking 2. */
export function newListenerSettings(answers: Answers): readonly WantedSetting[] {
  const chosen = answers.maxIntervalConnections;
  return articleSettings.map((one) =>
    one.name === rate && chosen !== undefined ? { ...one, value: String(chosen), note: ' (as chosen)' } : one,
  );
}

export function wantedSettings(answers: Answers): readonly WantedSetting[] {
  return [...newListenerSettings(answers), takenForGranted];
}

export function isAsWanted(wanted: WantedSetting, listener: ListenerConfig, answers: Answers): boolean {
  const found = listenerSetting(listener, wanted.name).toLowerCase();
  return found === wanted.value || (wanted.name === rate && isChosenRate(found, listener, answers));
}

/**
 * A limit that somebody has set behind the scanner, as Tweaking 2 lets them: it stays where this time nobody has said
 * anything of it. The default of a listener that was never looked at is no such choice.
 */
export function isChosenRate(found: string, { address }: ListenerConfig, answers: Answers): boolean {
  const value = /^\d{1,6}$/.test(found) ? Number(found) : Number.NaN;
  return (
    answers.maxIntervalConnections === undefined &&
    address === backendAddress(answers) &&
    value >= 1 &&
    value <= 100_000 &&
    found !== listenerDefaults.get(rate.toLowerCase())
  );
}
