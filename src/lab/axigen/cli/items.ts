import { parseIpPort } from '../../mail/ip-address.js';
import { readClients } from '../config/client.js';
import { emptyObject, getSet, objectValue, setAttribute, setValue, textValue } from '../config/edit-tree.js';
import { formatAddress, readListeners } from '../config/listener.js';
import { ObjectReader } from '../config/reader.js';
import type { ConfigObject } from '../config/tree.js';
import type { Generation } from '../stand-in-profile.js';
import { type ReadValues, type Values, valuesOf } from './attributes.js';
import { CliError } from './cli-error.js';
import type { Place } from './draft.js';

/** Objects that a service has several of: how they are called and told apart. */
export interface ItemKind {
  readonly noun: 'Listener' | 'Client';
  /** The attribute of the service that holds them. */
  readonly set: string;
  /** The attribute by which one is named. */
  readonly key: string;
  /** Attributes that LIST shows. */
  readonly columns: readonly [string, string];
  /** What must be set before one can be committed, beside the key. */
  readonly required: readonly string[];
  /** The values in force, whether or not everything required is there. */
  readonly read: ReadValues;
  /** What a service without the set has. */
  readonly fallback: readonly ConfigObject[];
}

/** @param address of the listener that a service has when its listeners are missing (facts 1) */
export function listenerKind(generation: Generation, address: string): ItemKind {
  return {
    noun: 'Listener',
    set: 'listeners',
    key: 'address',
    columns: ['address', 'enable'],
    required: [],
    read: (object) => {
      const service = wrapped('listeners', object);
      const [listener] = readListeners(service, { ip: '127.0.0.1', port: 0 }, generation).listeners;
      return listener === undefined
        ? []
        : valuesOf({ ...listener, address: formatAddress(listener.address) });
    },
    fallback: [setAttribute(emptyObject(), 'address', textValue(address))],
  };
}

/** @param set its name in axigen.cfg, which is not known for sure (facts 1) */
export function clientKind(set: string): ItemKind {
  const required = ['patternIn', 'patternOut'];
  return {
    noun: 'Client',
    set,
    key: 'priority',
    columns: ['priority', 'patternIn'],
    required,
    read: (object) => {
      // A client without its patterns is none for the server; here it may be one that is about to get them.
      const whole = required.reduce(
        (client, name) =>
          client.attributes.has(name.toLowerCase()) ? client : setAttribute(client, name, textValue('')),
        object,
      );
      const [client] = readClients(wrapped(set, whole), set).clients;
      if (client === undefined) return [];
      const { priority, patternIn, patternOut, ...options } = client;
      return valuesOf({ priority, patternIn, patternOut, ...options });
    },
    fallback: [],
  };
}

function wrapped(set: string, object: ConfigObject): ObjectReader {
  return new ObjectReader('', setAttribute(emptyObject(), set, setValue([objectValue(object)])));
}

export interface Item {
  readonly key: string;
  readonly object: ConfigObject;
  readonly values: Values;
}

/** The objects that count, in the order of the configuration: those that lack something required are none. */
export function itemsOf(service: ConfigObject, kind: ItemKind): Item[] {
  return allObjects(service, kind).flatMap((object) => {
    const whole = kind.required.every((name) => object.attributes.has(name.toLowerCase()));
    const values = kind.read(object);
    const key = values.find(([name]) => name === kind.key)?.[1];
    return whole && key !== undefined ? [{ key, object, values }] : [];
  });
}

function allObjects(service: ConfigObject, kind: ItemKind): readonly ConfigObject[] {
  const items = getSet(service, kind.set);
  if (items === undefined) return service.attributes.has(kind.set.toLowerCase()) ? [] : kind.fallback;
  return items.flatMap((item) => (item.kind === 'object' ? [item.object] : []));
}

/** @throws CliError when there is none, or more than one */
export function findItem(service: ConfigObject, kind: ItemKind, wanted: string): Item {
  const key = normalKey(kind, wanted);
  const found = itemsOf(service, kind).filter((item) => item.key === key);
  const [item] = found;
  if (item === undefined) throw new CliError(`no such ${kind.noun.toLowerCase()}: ${wanted}`);
  if (found.length > 1)
    throw new CliError(`more than one ${kind.noun.toLowerCase()} has ${kind.key} ${wanted}`);
  return item;
}

/** The service with the object in place of another, at its end (`replaces` undefined), or without the other. @throws CliError */
export function putItem(
  service: ConfigObject,
  kind: ItemKind,
  replaces: string | undefined,
  object: ConfigObject | undefined,
): ConfigObject {
  const old = replaces === undefined ? undefined : findItem(service, kind, replaces).object;
  const others = allObjects(service, kind).filter((other) => other !== old);
  const key = object === undefined ? undefined : keyOf(object, kind);
  const twin = itemsOf(setObjects(service, kind, others), kind).some((item) => item.key === key);
  if (twin) throw new CliError(`a ${kind.noun.toLowerCase()} with ${kind.key} ${key ?? ''} exists already`);
  const at = old === undefined ? others.length : allObjects(service, kind).indexOf(old);
  return setObjects(service, kind, others.toSpliced(at, 0, ...(object === undefined ? [] : [object])));
}

function setObjects(service: ConfigObject, kind: ItemKind, objects: readonly ConfigObject[]): ConfigObject {
  return setAttribute(service, kind.set, setValue(objects.map(objectValue)));
}

function keyOf(object: ConfigObject, kind: ItemKind): string | undefined {
  return kind.read(object).find(([name]) => name === kind.key)?.[1];
}

/** A key as the values show it. @throws CliError for one that cannot be */
export function normalKey(kind: ItemKind, key: string): string {
  if (kind.key === 'priority') {
    if (!/^\d{1,9}$/.test(key)) throw new CliError(`"${key}" is not a priority`);
    return String(Number(key));
  }
  const address = parseIpPort(key);
  if (address === undefined)
    throw new CliError(`"${key}" is not an address and a port, such as 127.0.0.1:25`);
  return formatAddress(address);
}

/** One item of a service. @param added it is not there before it is put */
export function itemPlace(kind: ItemKind, key: string, added: boolean): Place {
  const fresh = setAttribute(emptyObject(), kind.key, textValue(normalKey(kind, key)));
  return {
    get: (service) => (added ? fresh : findItem(service, kind, key).object),
    put: (service, object) => putItem(service, kind, added ? undefined : key, object),
  };
}
