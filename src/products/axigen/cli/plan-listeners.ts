import type { AxigenOperation, AxigenSettings } from '../../../model/axigen-operation.js';
import { defaultListener, sameKey } from './match-running.js';
import { type ObjectKind, planAdd, planRemove, planUpdate } from './plan-objects.js';
import { type ChildContexts, type PlannedCommand, refusal } from './planned-command.js';
import type { RunningAxigen, SavedAxigen } from './running.js';
import { listenerSettingNames } from './spelling.js';

/** A listener gets another address by SET address, or, where that is not offered, by one like it that replaces it. */
export function changeListener(
  kind: ObjectKind,
  { address, newAddress = address, settings }: Extract<AxigenOperation, { kind: 'change-listener' }>,
  { contexts, running }: { readonly contexts: ChildContexts; readonly running: RunningAxigen },
): readonly PlannedCommand[] {
  if (sameKey(newAddress, address)) return planUpdate(kind, address, settings);
  if (contexts.listener.renames) return planUpdate(kind, address, [['address', newAddress], ...settings]);
  if (samePort(address, newAddress)) throw refusal('SET address for a listener');
  const given = new Set(settings.map(([name]) => name.toLowerCase()));
  const old = running.listeners.find((one) => sameKey(one.address, address))?.settings;
  const kept = listenerSettingNames.flatMap((name): AxigenSettings => {
    const value = old?.get(name.toLowerCase()) ?? '';
    return value === '' || given.has(name.toLowerCase()) ? [] : [[name, value]];
  });
  return [...planAdd(kind, newAddress, [...kept, ...settings]), ...planRemove(kind, address)];
}

/** Where the file has no listeners, the default one runs, and the first that is added takes its place. */
export function replacingDefault(
  operations: readonly AxigenOperation[],
  { saved, running }: { readonly saved: SavedAxigen; readonly running: RunningAxigen },
): readonly AxigenOperation[] {
  if (saved.listeners !== undefined) return operations;
  if (!running.listeners.some(({ address }) => sameKey(address, defaultListener))) return operations;
  const first = operations.find((one) => one.kind === 'add-listener');
  if (first === undefined) return operations;
  const { address: newAddress, settings } = first;
  return operations.map((one) =>
    one === first
      ? { kind: 'change-listener', index: 0, address: defaultListener, newAddress, settings }
      : one,
  );
}

/** The address at which an operation lets something listen; empty: at none that is new. */
export function addressMade(operation: AxigenOperation): string {
  if (operation.kind === 'add-listener') return operation.address;
  return operation.kind === 'change-listener' ? (operation.newAddress ?? '') : '';
}

/** On one port, two addresses may exclude each other: 0.0.0.0 takes it on all of them. */
export function samePort(one: string, other: string): boolean {
  const port = (address: string) => address.slice(address.lastIndexOf(':') + 1);
  return one !== '' && other !== '' && port(one) === port(other);
}
