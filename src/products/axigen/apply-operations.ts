import {
  addCfgObject,
  addCfgSet,
  type CfgDocument,
  type CfgPath,
  printAxigenCfg,
  removeCfgObject,
  setCfgAttribute,
} from '../../documents/axigen-cfg/index.js';
import type { AxigenOperation, AxigenSettings } from '../../model/axigen-operation.js';
import type { AxigenConfig } from './config.js';

/**
 * axigen.cfg with the operations carried out in it, without loss: what the file driver writes, and what the other
 * drivers aim at. Without an SMTP-In object there is nothing that could be edited, and the bytes stay as they are.
 * @throws DocumentError when the file cannot be edited safely; UserError when a value cannot be written.
 */
export function applyOperations(config: AxigenConfig, operations: readonly AxigenOperation[]): Uint8Array {
  const { smtp } = config;
  if (smtp === undefined) return printAxigenCfg(config.document);
  const listeners = new EditedSet([...smtp, 'listeners'], config.listeners?.length ?? 0);
  const clients = new EditedSet([...smtp, config.clientsKey], config.clients?.length ?? 0);
  const limits = [...smtp, 'serviceAccessControl'];
  let document = config.document;
  for (const operation of operations) document = applied(document, operation, { listeners, clients, limits });
  return printAxigenCfg(document);
}

interface Places {
  readonly listeners: EditedSet;
  readonly clients: EditedSet;
  readonly limits: CfgPath;
}

function applied(
  document: CfgDocument,
  operation: AxigenOperation,
  { listeners, clients, limits }: Places,
): CfgDocument {
  switch (operation.kind) {
    case 'add-listener':
      return listeners.add(document, [['address', operation.address], ...operation.settings]);
    case 'change-listener': {
      const { index, newAddress, settings } = operation;
      const address = newAddress === undefined ? [] : [['address', newAddress] as const];
      return listeners.change(document, index, [...address, ...settings]);
    }
    case 'remove-listener':
      return listeners.remove(document, operation.index);
    case 'add-client':
      return clients.add(document, operation.settings);
    case 'change-client':
      return clients.change(document, operation.index, operation.settings);
    case 'set-service-limits':
      return setAll(document, limits, operation.settings);
  }
}

function setAll(document: CfgDocument, path: CfgPath, settings: AxigenSettings): CfgDocument {
  return settings.reduce((current, [name, value]) => setCfgAttribute(current, path, name, value), document);
}

/** A set of objects while operations are carried out in it: they number its objects as they were before all of them. */
class EditedSet {
  readonly #path: CfgPath;
  /** The number that each object had at first, in the order in which they stand now; undefined: it was added. */
  readonly #now: (number | undefined)[];

  constructor(path: CfgPath, size: number) {
    this.#path = path;
    this.#now = Array.from({ length: size }, (_, index) => index);
  }

  add(document: CfgDocument, settings: AxigenSettings): CfgDocument {
    this.#now.push(undefined);
    const key = this.#path.at(-1);
    const present = addCfgSet(document, this.#path.slice(0, -1), String(key));
    return addCfgObject(present, this.#path, settings);
  }

  change(document: CfgDocument, index: number, settings: AxigenSettings): CfgDocument {
    return setAll(document, [...this.#path, this.#placeOf(index)], settings);
  }

  remove(document: CfgDocument, index: number): CfgDocument {
    const place = this.#placeOf(index);
    this.#now.splice(place, 1);
    return removeCfgObject(document, this.#path, place);
  }

  #placeOf(index: number): number {
    const place = this.#now.indexOf(index);
    if (place < 0) throw new RangeError(`"${this.#path.join('.')}" has no object number ${index}`);
    return place;
  }
}
