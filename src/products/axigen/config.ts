import { posix } from 'node:path';
import {
  type CfgDocument,
  type CfgPath,
  cfgAt,
  cfgAttribute,
  parseAxigenCfg,
} from '../../documents/axigen-cfg/index.js';
import { type AddressRule, readAddressRules } from './address-rules.js';
import { findClientsKey } from './clients-key.js';
import { type ConfigEntry, entriesAt, entryOf, type ListenerConfig, listenersAt } from './config-entries.js';
import { configTwins } from './config-twins.js';
import { axigen } from './product.js';

/** axigen.cfg as the steps need it. */
export interface AxigenConfig {
  readonly document: CfgDocument;
  /** Path of the SMTP-in object: its name in version 1.2 is not known for sure (facts: axigen 1). */
  readonly smtp: CfgPath | undefined;
  /** Undefined: there is no such set, and AXIGEN's default listener 127.0.0.1:25 counts. */
  readonly listeners: readonly ListenerConfig[] | undefined;
  /** Undefined: there is no such set. */
  readonly clients: readonly ClientConfig[] | undefined;
  /** The key of the set of clients, also where one has yet to be made: its name in version 1.2 is not known for sure. */
  readonly clientsKey: string;
  /** The limits of the whole SMTP-In service; undefined: there is no such object, as in version 1.2 (facts: axigen 1). */
  readonly serviceLimits: ConfigEntry | undefined;
  /** Rules for addresses, of the listeners and of the whole SMTP-In service. */
  readonly addressRules: readonly AddressRule[];
  /** Names of the services that are started, in lower case; undefined: the file does not say. */
  readonly services: readonly string[] | undefined;
  /** Addresses on which webmail listens, as the file says; undefined: it does not say. */
  readonly webmailListeners: readonly ListenerConfig[] | undefined;
  /** The domain of addresses that are written without one, where it is set. */
  readonly primaryDomain: string | undefined;
  /** What stands there more than once, as clauses: nothing can be said for sure of such a file. */
  readonly twins: readonly string[];
  /** Absolute path of the SMTP policy file; undefined when it is switched off. */
  readonly policyFile: string | undefined;
}

export type ClientConfig = ConfigEntry;
export type { ConfigEntry, ListenerConfig } from './config-entries.js';

const smtpNames = ['smtpIncoming', 'smtpIn', 'smtp-in', 'smtp'];

/** @throws DocumentError naming file, line and column. */
export function readAxigenConfig(bytes: Uint8Array, file: string): AxigenConfig {
  const document = parseAxigenCfg(bytes, file);
  const name = smtpNames.find((one) => cfgAt(document, [one])?.kind === 'object');
  const smtp = name === undefined ? undefined : [name];
  const clientsKey = (smtp && findClientsKey(document, smtp)) ?? 'clients';
  return {
    document,
    smtp,
    listeners: smtp && listenersAt(document, smtp),
    clients: smtp && entriesAt(document, [...smtp, clientsKey]),
    clientsKey,
    serviceLimits: smtp && serviceLimits(document, smtp),
    addressRules: smtp === undefined ? [] : readAddressRules(document, smtp),
    services: services(document),
    webmailListeners: listenersAt(document, ['webmail']),
    primaryDomain: rootText(document, 'primaryDomain'),
    twins: configTwins(document, smtpNames, smtp),
    policyFile: policyFile(document),
  };
}

function serviceLimits(document: CfgDocument, smtp: CfgPath): ConfigEntry | undefined {
  const object = cfgAt(document, [...smtp, 'serviceAccessControl']);
  return object?.kind === 'object' ? entryOf(document, object) : undefined;
}

function services(document: CfgDocument): readonly string[] | undefined {
  const value = cfgAt(document, ['services']);
  if (value?.kind !== 'set') return undefined;
  return value.items.flatMap((item) => (item.kind === 'scalar' ? [item.value.toLowerCase()] : []));
}

function policyFile(document: CfgDocument): string | undefined {
  const name = rootText(document, 'smtpFiltersFile') ?? axigen.defaultPolicy;
  if (name === '' || name.toLowerCase() === 'none') return undefined;
  return posix.resolve(axigen.workFolder, name);
}

function rootText(document: CfgDocument, name: string): string | undefined {
  const attribute = cfgAttribute(document.root, name);
  return attribute?.value?.kind === 'scalar' ? attribute.value.value : undefined;
}

/** Defaults of a listener's settings where the file leaves them out (facts: axigen 1, table). */
export const listenerDefaults: ReadonlyMap<string, string> = new Map([
  ['enable', 'yes'],
  ['maxconnections', '200'],
  ['maxintervalconnections', '600'],
  ['timeinterval', '60'],
  ['peermaxconnections', '20'],
  ['peermaxintervalconnections', '600'],
  ['peertimeinterval', '60'],
  ['sslenable', 'no'],
]);

export function listenerSetting(listener: ListenerConfig, name: string): string {
  return listener.settings.get(name.toLowerCase()) ?? listenerDefaults.get(name.toLowerCase()) ?? '';
}
