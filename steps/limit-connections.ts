import type { Change } from '../src/model/change.js';
import type { Finding } from '../src/model/finding.js';
import type { Situation, Step } from '../src/model/step.js';
import type { Scanner } from '../src/products/scanner.js';
import { backendAddress } from '../src/products/scanners.js';
import { configureAxigen } from './configure-axigen.js';
import { assessLimit, isLimit, wantedLimits } from './limit-connections/limits.js';
import { notReadable } from './not-readable.js';
import { articleOf } from './passages.js';

/** Limits the connections of the whole gateway, at AXIGEN's listener behind the scanner. */
export function limitConnections(scanner: Scanner): Step {
  const step = { id: 'limit-connections', passage: articleOf(scanner, 'Tweaking 2') } as const;
  return {
    ...step,
    title: 'Limit the connections',
    says: `Clients from outside no longer connect to AXIGEN, but ${scanner.title} closes a connection at once when AXIGEN does. So the number and the rate of connections are limited at AXIGEN\u2019s listener behind the scanner: maxConnections, maxIntervalConnections and timeInterval, as you wish. The limits for each peer (peerMaxConnections and so on) are not touched: all connections come from one address.`,
    skipMeans: 'The limits stay as they are now.',
    settings: ['max-connections', 'max-interval-connections', 'time-interval'],
    tweak: true,
    assess: (situation) => assess(step, situation),
    changes,
  };
}

const unread = {
  wanted: 'limits of the listener as you wish them',
  why: 'They count for every connection through the scanner.',
} as const;

function assess(step: Pick<Step, 'id' | 'passage'>, { facts, answers }: Situation): readonly Finding[] {
  const { config } = facts.axigen;
  if (config.state !== 'present') return [notReadable(step, 'AXIGEN-MAX-CONNECTIONS', config, unread)];
  const backend = backendAddress(answers);
  const listener = config.value.listeners?.find(({ address }) => address === backend);
  return wantedLimits(answers).map((wanted) => assessLimit(step, wanted, listener, backend));
}

function changes(situation: Situation): readonly Change[] {
  const { config } = situation.facts.axigen;
  if (config.state !== 'present') return [];
  const { listeners = [] } = config.value;
  const backend = backendAddress(situation.answers);
  const index = listeners.findIndex(({ address }) => address === backend);
  const listener = listeners[index];
  if (listener === undefined) return [];
  const settings = wantedLimits(situation.answers).flatMap(({ name, value }) =>
    value === undefined || isLimit(listener, name, value) ? [] : [[name, String(value)] as const],
  );
  if (settings.length === 0) return [];
  const words = settings.map(([name, value]) => `${name} ${value}`).join(', ');
  return configureAxigen(situation, `Limit the connections of ${backend}: ${words}`, [
    { kind: 'change-listener', index, address: listener.address, settings },
  ]);
}
