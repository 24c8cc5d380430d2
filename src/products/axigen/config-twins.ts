import {
  type CfgAttribute,
  type CfgDocument,
  type CfgObject,
  type CfgPath,
  cfgAt,
  cfgAttributes,
  cfgLine,
} from '../../documents/axigen-cfg/index.js';
import { clientSets, holdsClients } from './clients-key.js';

/**
 * What stands in axigen.cfg more than once where there can be one only, as clauses for people: which of them AXIGEN heeds is
 * not known, so nothing can be said of such a file. Single values of a listener or client are no such case: they are judged
 * and set together.
 */
export function configTwins(
  document: CfgDocument,
  smtpNames: readonly string[],
  smtp: CfgPath | undefined,
): readonly string[] {
  const { root } = document;
  const service = smtp === undefined ? undefined : cfgAt(document, smtp);
  const objects = smtpNames
    .flatMap((name) => cfgAttributes(root, name))
    .filter(({ value }) => value.kind === 'object');
  return [
    objects,
    ...['services', 'smtpFiltersFile'].map((name) => cfgAttributes(root, name)),
    ...(service?.kind === 'object' ? inService(service) : []),
  ].flatMap((same) => (same.length < 2 ? [] : [inWords(document, same)]));
}

function inService(service: CfgObject): readonly (readonly CfgAttribute[])[] {
  const clients = clientSets(service);
  const ofOneName = clients.slice(0, 1).flatMap(({ name }) => cfgAttributes(service, name));
  return [
    ...['listeners', 'serviceAccessControl'].map((name) => cfgAttributes(service, name)),
    ofOneName.length > 1 ? ofOneName : clients.filter(({ value }) => holdsClients(value)),
  ];
}

function inWords(document: CfgDocument, same: readonly CfgAttribute[]): string {
  const places = same.map((one) => `${one.name} in line ${cfgLine(document, one)}`);
  return `${places.join(' and ')}: which of them AXIGEN uses is not known`;
}
