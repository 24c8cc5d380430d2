import { type ListenerConfig, listenerSetting } from '../../src/products/axigen/config.js';
import { publicPort } from '../../src/products/public-port.js';

/**
 * Which of the listeners becomes, or is already, the one behind the scanner (`backend`), as an index: the one at that
 * address, else the one on port 25, whose limits were meant for this mail, else one that speaks plain SMTP.
 */
export function keptListener(listeners: readonly ListenerConfig[], backend: string): number {
  const choices = [
    (one: ListenerConfig) => one.address === backend,
    isOnPort25,
    (one: ListenerConfig) => listenerSetting(one, 'sslEnable').toLowerCase() !== 'yes',
  ];
  const found = choices.map((choice) => listeners.findIndex(choice)).find((index) => index >= 0);
  return found ?? 0;
}

/** The listeners that go. */
export function removedListeners(
  listeners: readonly ListenerConfig[],
  backend: string,
): readonly ListenerConfig[] {
  const kept = keptListener(listeners, backend);
  return listeners.filter((_, index) => index !== kept);
}

/** Those on which nothing answers afterwards: on port 25 the scanner does. */
export function silencedListeners(
  listeners: readonly ListenerConfig[],
  backend: string,
): readonly ListenerConfig[] {
  return listeners.filter((one) => one.address !== '' && one.address !== backend && !isOnPort25(one));
}

export function nameOfListener({ address, line }: ListenerConfig): string {
  return address === '' ? `the one without an address in line ${line}` : address;
}

function isOnPort25({ address }: ListenerConfig): boolean {
  return address.endsWith(`:${publicPort}`);
}
