import { posix } from 'node:path';
import {
  type CfgDocument,
  type CfgObject,
  type CfgPath,
  cfgAt,
  cfgAttribute,
  cfgLine,
  cfgObjects,
  parseAxigenCfg,
} from '../../documents/axigen-cfg/index.js';
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
  /** The domain of addresses that are written without one, where it is set. */
  readonly primaryDomain: string | undefined;
  /** Absolute path of the SMTP policy file; undefined when it is switched off. */
  readonly policyFile: string | undefined;
}

export interface ListenerConfig {
  readonly line: number;
  readonly address: string;
  /** Attribute names in lower case. */
  readonly settings: ReadonlyMap<string, string>;
}

export interface ClientConfig {
  readonly line: number;
  readonly settings: ReadonlyMap<string, string>;
}

const smtpNames = ['smtpIncoming', 'smtpIn', 'smtp-in', 'smtp'];

/** @throws DocumentError naming file, line and column. */
export function readAxigenConfig(bytes: Uint8Array, file: string): AxigenConfig {
  const document = parseAxigenCfg(bytes, file);
  const name = smtpNames.find((one) => cfgAt(document, [one])?.kind === 'object');
  const smtp = name === undefined ? undefined : [name];
  return {
    document,
    smtp,
    listeners: smtp && objects(document, [...smtp, 'listeners'])?.map((one) => listener(document, one)),
    clients: smtp && objects(document, [...smtp, 'clients'])?.map((one) => entry(document, one)),
    primaryDomain: rootText(document, 'primaryDomain'),
    policyFile: policyFile(document),
  };
}

function objects(document: CfgDocument, path: CfgPath): readonly CfgObject[] | undefined {
  const value = cfgAt(document, path);
  return value?.kind === 'set' ? cfgObjects(value) : undefined;
}

function entry(document: CfgDocument, object: CfgObject): ClientConfig {
  const settings = new Map<string, string>();
  for (const { name, value } of object.attributes) {
    if (value?.kind === 'scalar') settings.set(name.toLowerCase(), value.value);
  }
  return { line: cfgLine(document, object), settings };
}

function listener(document: CfgDocument, object: CfgObject): ListenerConfig {
  const { line, settings } = entry(document, object);
  return { line, settings, address: settings.get('address') ?? '' };
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
