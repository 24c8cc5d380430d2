import {
  type CfgAttribute,
  type CfgDocument,
  type CfgObject,
  type CfgPath,
  type CfgValue,
  cfgAt,
  cfgAttribute,
  cfgObjects,
} from '../../documents/axigen-cfg/index.js';

/** Sets of the SMTP-In object that hold something else. */
const otherSets = new Set(['listeners', 'allowrules', 'denyrules']);

/**
 * The key of the set of SMTP-In clients, which is not known for version 1.2 (facts: axigen 1): found by what its objects
 * say, which the article names, else by its own name. Undefined: there is none.
 */
export function findClientsKey(document: CfgDocument, smtp: CfgPath): string | undefined {
  const object = cfgAt(document, smtp);
  return object?.kind === 'object' ? clientSets(object)[0]?.name : undefined;
}

/** The attribute, or attributes, that such a set can be. */
export function clientSets({ attributes }: CfgObject): readonly CfgAttribute[] {
  const sets = attributes.filter(
    ({ name, value }) => mayHoldClients(value) && !otherSets.has(name.toLowerCase()),
  );
  const ways = [
    ({ value }: CfgAttribute) => holdsClients(value),
    ({ name }: CfgAttribute) => name.toLowerCase() === 'clients',
    ({ name }: CfgAttribute) => /client/i.test(name),
  ];
  return ways.map((way) => sets.filter(way)).find((found) => found.length > 0) ?? [];
}

function mayHoldClients(value: CfgValue): boolean {
  if (value.kind === 'set') return value.items.every(({ kind }) => kind === 'object');
  return value.kind === 'scalar' && value.raw === '';
}

/** Told by what the objects say. */
export function holdsClients(value: CfgValue): boolean {
  return value.kind === 'set' && cfgObjects(value).some(isClient);
}

function isClient(object: CfgObject): boolean {
  return ['patternIn', 'patternOut'].some((name) => cfgAttribute(object, name) !== undefined);
}
