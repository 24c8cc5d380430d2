import type { Answers } from '../../src/model/answers.js';
import type { Finding } from '../../src/model/finding.js';
import type { Step } from '../../src/model/step.js';
import { type ListenerConfig, listenerSetting } from '../../src/products/axigen/config.js';
import { axigen } from '../../src/products/axigen/product.js';
import { findingOf } from '../finding-of.js';

/** A limit of the listener. Ranges: facts, axigen 1. */
interface Limit {
  readonly id: 'AXIGEN-MAX-CONNECTIONS' | 'AXIGEN-INTERVAL-CONNECTIONS' | 'AXIGEN-TIME-INTERVAL';
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly unit: string;
  readonly why: string;
  /** Undefined: as it is. */
  readonly value: number | undefined;
}

export function wantedLimits(answers: Answers): readonly Limit[] {
  return [
    {
      id: 'AXIGEN-MAX-CONNECTIONS',
      name: 'maxConnections',
      least: 1,
      most: 2048,
      unit: '',
      why: 'So many SMTP connections may there be at the same time, through the scanner and in all.',
      value: answers.maxConnections,
    },
    {
      id: 'AXIGEN-INTERVAL-CONNECTIONS',
      name: 'maxIntervalConnections',
      least: 0,
      most: 100_000,
      unit: ' (0: unlimited)',
      why: 'So many new SMTP connections are taken in each interval, through the scanner and in all.',
      value: answers.maxIntervalConnections,
    },
    {
      id: 'AXIGEN-TIME-INTERVAL',
      name: 'timeInterval',
      least: 30,
      most: 86_400,
      unit: ' seconds',
      why: 'The length of the interval in which new connections are counted.',
      value: answers.timeInterval,
    },
  ];
}

export function isLimit(listener: ListenerConfig, name: string, value: number): boolean {
  return listenerSetting(listener, name) === String(value);
}

/** What nobody asked for is shown as it is; what AXIGEN does with a value outside its range is not known. */
export function assessLimit(
  step: Pick<Step, 'id' | 'passage'>,
  { id, name, least, most, unit, why, value }: Limit,
  listener: ListenerConfig | undefined,
  backend: string,
): Finding {
  const rest = {
    wanted: value === undefined ? `${name} as you wish it, ${least} to ${most}${unit}` : `${name} = ${value}`,
    why,
    aspect: 'configured',
  } as const;
  if (listener === undefined) {
    return findingOf(step, id, 'not-applicable', {
      ...rest,
      found: `looked at once AXIGEN listens on ${backend}`,
      where: axigen.configFile,
    });
  }
  const text = listenerSetting(listener, name);
  const set = listener.settings.has(name.toLowerCase());
  const where = `${axigen.configFile}, line ${listener.line}`;
  const found = `${set ? text : `not set (default ${text})`}${name === 'maxConnections' && Number(text) <= most ? cappedBy(listener, Number(text)) : ''}`;
  const seen = { ...rest, where, found };
  if (value !== undefined) {
    if (isLimit(listener, name, value)) return findingOf(step, id, 'ok', seen);
    return findingOf(step, id, 'drift', {
      ...seen,
      remedy: `Set ${name} to ${value} in SMTP-In, Listeners.`,
    });
  }
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return findingOf(step, id, 'ok', seen);
  return findingOf(step, id, 'risk', {
    ...seen,
    remedy: `Choose a value from ${least} to ${most}, with SMTP-In, Listeners in WebAdmin or with gateway-setup.`,
  });
}

/** The article leaves the limits of each peer as they are, and the scanner is the one peer that there is (Caveat 3). */
function cappedBy(listener: ListenerConfig, connections: number): string {
  const peers = listenerSetting(listener, 'peerMaxConnections');
  return Number(peers) < connections
    ? `, of which peerMaxConnections lets ${peers} through, as all of them come from the scanner\u2019s one address`
    : '';
}
