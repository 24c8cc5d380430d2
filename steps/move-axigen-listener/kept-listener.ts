import { type ListenerConfig, listenerSetting } from '../../src/products/axigen/config.js';
import { nod32 } from '../../src/products/nod32/product.js';
import { backendAddress } from '../restart-axigen.js';

/**
 * Which of the listeners becomes, or is already, the one behind the scanner, as an index: the one at that
 * address, else the one on port 25, whose limits were meant for this mail, else one that speaks plain SMTP.
 */
export function keptListener(listeners: readonly ListenerConfig[]): number {
  const choices = [
    (one: ListenerConfig) => one.address === backendAddress,
    isOnPort25,
    (one: ListenerConfig) => listenerSetting(one, 'sslEnable').toLowerCase() !== 'yes',
  ];
  const found = choices.map((choice) => listeners.findIndex(choice)).find((index) => index >= 0);
  return found ?? 0;
}

/** The listeners that go. */
export function removedListeners(listeners: readonly ListenerConfig[]): readonly ListenerConfig[] {
  const kept = keptListener(listeners);
  return listeners.filter((_, index) => index !== kept);
}

/** Those on which nothing answers afterwards: on port 25 the scanner does. */
export function silencedListeners(listeners: readonly ListenerConfig[]): readonly ListenerConfig[] {
  return listeners.filter((one) => one.address !== '' && one.address !== backendAddress && !isOnPort25(one));
}

export function nameOfListener({ address, line }: ListenerConfig): string {
  return address === '' ? `the one without an address in line ${line}` : address;
}

function isOnPort25({ address }: ListenerConfig): boolean {
  return address.endsWith(`:${nod32.wanted.listenPort}`);
}
