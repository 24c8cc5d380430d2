import type { AxigenOperation, AxigenSettings } from '../../model/axigen-operation.js';
import { escapeControl } from '../../text/escape.js';
import { type AxigenConfig, type ConfigEntry, listenerSetting } from './config.js';

type Entry = Pick<ConfigEntry, 'settings'>;

/**
 * What a file does not say although the operations were to make it so, one sentence each; empty: it says all of it. AXIGEN
 * writes its file in its own way, so only what was touched is compared. Pure, and safe to show.
 * @param before what the file said before all of them
 */
export function unmetOperations(
  operations: readonly AxigenOperation[],
  before: AxigenConfig,
  found: AxigenConfig,
): readonly string[] {
  return operations
    .flatMap((operation) => unmet(operation, before, found))
    .map((text) => escapeControl(text, 300));
}

function unmet(operation: AxigenOperation, before: AxigenConfig, found: AxigenConfig): readonly string[] {
  switch (operation.kind) {
    case 'add-listener':
      return listener(operation.address, operation.settings, found);
    case 'change-listener':
      return listener(operation.newAddress ?? operation.address, operation.settings, found);
    case 'remove-listener': {
      const there = operation.address !== '' && listenerAt(found, operation.address) !== undefined;
      return there ? [`the listener ${operation.address} is still there`] : [];
    }
    case 'add-client': {
      const clients = found.clients ?? [];
      const added = clients.some((client) => unlike(client, operation.settings).length === 0);
      return added ? [] : [`there is no client with ${inWords(operation.settings)}`];
    }
    case 'change-client': {
      const client = sameClient(operation.index, before, found);
      const name = `the client with priority ${operation.priority === '' ? '(none)' : operation.priority}`;
      if (client === undefined) return [`${name} is not there any more`];
      return unlike(client, operation.settings).map((text) => `${name}: ${text}`);
    }
    case 'set-service-limits': {
      if (found.serviceLimits === undefined) return ['the limits of the SMTP-In service are not there'];
      return unlike(found.serviceLimits, operation.settings).map((text) => `the SMTP-In service: ${text}`);
    }
  }
}

function listener(address: string, settings: AxigenSettings, found: AxigenConfig): readonly string[] {
  const one = listenerAt(found, address);
  if (one === undefined) return [`there is no listener ${address}`];
  // What AXIGEN leaves out of its file has its default.
  return unlike(one, settings, (name) => listenerSetting(one, name)).map(
    (text) => `the listener ${address}: ${text}`,
  );
}

function listenerAt({ listeners = [] }: AxigenConfig, address: string) {
  return listeners.find((one) => one.address === address);
}

/** AXIGEN may write its clients in another order; their patterns and priority tell which is which. */
function sameClient(index: number, before: AxigenConfig, found: AxigenConfig): Entry | undefined {
  const clients = found.clients ?? [];
  const old = before.clients?.[index];
  const marks = ['priority', 'patternin', 'patternout'] as const;
  const mark = (client: Entry | undefined) =>
    marks.map((name) => client?.settings.get(name) ?? '').join('\n');
  const alike = clients.filter((client) => mark(client) === mark(old));
  return alike.length === 1 ? alike[0] : clients[index];
}

function unlike(
  entry: Entry,
  settings: AxigenSettings,
  foundValue = (name: string) => entry.settings.get(name.toLowerCase()) ?? '',
): readonly string[] {
  return settings.flatMap(([name, wanted]) => {
    const value = foundValue(name);
    if (value.toLowerCase() === wanted.toLowerCase()) return [];
    return [`${name} is ${value === '' ? 'not set' : value}, not ${wanted}`];
  });
}

function inWords(settings: AxigenSettings): string {
  return settings.map(([name, value]) => `${name} = ${value}`).join(', ');
}
