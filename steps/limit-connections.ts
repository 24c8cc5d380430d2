import type { Change } from '../src/model/change.js';
import type { Finding } from '../src/model/finding.js';
import type { Situation, Step } from '../src/model/step.js';
import { configureAxigen } from './configure-axigen.js';
import { assessLimit, isLimit, wantedLimits } from './limit-connections/limits.js';
import { notReadable } from './not-readable.js';
import { nod32Article } from './passages.js';
import { backendAddress } from './restart-axigen.js';

/** Limits the connections of the whole gateway, at AXIGEN's listener behind the scanner. */
export const limitConnections: Step = {
  id: 'limit-connections',
  title: 'Limit the connections',
  passage: nod32Article('Tweaking 2'),
  says: 'Clients from outside no longer connect to AXIGEN, but NOD32 closes a connection at once when AXIGEN does. So the number and the rate of connections are limited at AXIGEN\u2019s listener behind the scanner: maxConnections, maxIntervalConnections and timeInterval, as you wish. The limits for each peer (peerMaxConnections and so on) are not touched: all connections come from one address.',
  skipMeans: 'The limits stay as they are now.',
  settings: ['max-connections', 'max-interval-connections', 'time-interval'],
  tweak: true,
  assess,
  changes,
};

const unread = {
  wanted: 'limits of the listener as you wish them',
  why: 'They count for every connection through the scanner.',
} as const;

function assess({ facts, answers }: Situation): readonly Finding[] {
  const { config } = facts.axigen;
  if (config.state !== 'present')
    return [notReadable(limitConnections, 'AXIGEN-MAX-CONNECTIONS', config, unread)];
  const listener = config.value.listeners?.find(({ address }) => address === backendAddress);
  return wantedLimits(answers).map((wanted) => assessLimit(limitConnections, wanted, listener));
}

function changes(situation: Situation): readonly Change[] {
  const { config } = situation.facts.axigen;
  if (config.state !== 'present') return [];
  const { listeners = [] } = config.value;
  const index = listeners.findIndex(({ address }) => address === backendAddress);
  const listener = listeners[index];
  if (listener === undefined) return [];
  const settings = wantedLimits(situation.answers).flatMap(({ name, value }) =>
    value === undefined || isLimit(listener, name, value) ? [] : [[name, String(value)] as const],
  );
  if (settings.length === 0) return [];
  const words = settings.map(([name, value]) => `${name} ${value}`).join(', ');
  return configureAxigen(situation, `Limit the connections of ${backendAddress}: ${words}`, [
    { kind: 'change-listener', index, address: listener.address, settings },
  ]);
}
