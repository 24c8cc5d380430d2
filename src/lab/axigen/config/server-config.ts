import { readClients, type SmtpClient } from './client.js';
import { type ListenerConfig, readListeners } from './listener.js';
import { parseConfig } from './parse.js';
import { ObjectReader } from './reader.js';

/** What the stand-in makes of axigen.cfg. */
export interface ServerConfig {
  readonly primaryDomain: string;
  /** Relative to the work directory; `none` means no policy. */
  readonly smtpFiltersFile: string;
  readonly smtp: SmtpConfig | undefined;
  readonly pop3: ServiceConfig | undefined;
  /** Things that were ignored, each with file and line. */
  readonly warnings: readonly string[];
}

export interface ServiceConfig {
  readonly listeners: readonly ListenerConfig[];
  /** The sum of 1 critical, 2 error, 4 warning, 8 information, 16 protocol. */
  readonly logLevel: number;
  readonly maxErrors: number;
  readonly maxAuthErrors: number;
}

export interface SmtpConfig extends ServiceConfig {
  readonly clients: readonly SmtpClient[];
  readonly maxReceivedHeaders: number;
}

/** What the object is called in 1.2 is not known, so every name that was ever seen is accepted (facts 1). */
const smtpNames = ['smtpIncoming', 'smtpIn', 'smtp-in', 'smtp'];
const defaultServices = ['log', 'processing', 'smtpincoming', 'smtpoutgoing', 'pop3'];
const commonAttributes = ['minConnThreads', 'maxConnThreads', 'logType', 'logHost', 'serviceAccessControl'];
/** Parts of the real server that the stand-in has no use for. */
const otherParts = ['smtpOutgoing', 'imap', 'webmail', 'webadmin', 'cli', 'processing', 'log', 'sslControl'];

/** @param text the file's bytes as latin1, so that any byte can stand in a comment. @throws SourceError */
export function readServerConfig(file: string, text: string): ServerConfig {
  const server = new ObjectReader(file, parseConfig(file, text));
  const services = server.words('services', defaultServices);
  const present = smtpNames.filter((name) => server.has(name));
  const smtpObject = present[0] === undefined ? undefined : server.child(present[0]);
  const pop3Object = server.child('pop3');
  const warnings: string[] = [];
  const smtp = readSmtp(smtpObject, warnings);
  const pop3 = readService(pop3Object, { ip: '127.0.0.1', port: 110 }, warnings);
  const config = {
    primaryDomain: server.text('primaryDomain', 'localdomain').toLowerCase(),
    smtpFiltersFile: server.text('smtpFiltersFile', 'filters/smtpFilters.script'),
    smtp: services.some((name) => smtpNames.some((known) => known.toLowerCase() === name)) ? smtp : undefined,
    pop3: services.includes('pop3') ? pop3 : undefined,
  };
  if (smtpObject !== undefined) warnings.push(...smtpObject.unknown('the SMTP service', commonAttributes));
  if (pop3Object !== undefined) warnings.push(...pop3Object.unknown('the POP3 service', commonAttributes));
  warnings.push(...server.unknown('Server', otherParts));
  return { ...config, warnings };
}

function readSmtp(object: ObjectReader | undefined, warnings: string[]): SmtpConfig {
  const service = readService(object, { ip: '127.0.0.1', port: 25 }, warnings);
  const clients = readClients(object);
  warnings.push(...clients.warnings);
  return {
    ...service,
    clients: clients.clients,
    maxReceivedHeaders: object?.number('maxReceivedHeaders', 1, 1000, 30) ?? 30,
  };
}

function readService(
  object: ObjectReader | undefined,
  fallback: { readonly ip: string; readonly port: number },
  warnings: string[],
): ServiceConfig {
  const listeners = readListeners(object, fallback);
  warnings.push(...listeners.warnings);
  return {
    listeners: listeners.listeners,
    logLevel: object?.number('logLevel', 0, 31, 15) ?? 15,
    maxErrors: object?.number('maxErrors', 1, 100_000, 20) ?? 20,
    maxAuthErrors: object?.number('maxAuthErrors', 1, 100_000, 5) ?? 5,
  };
}
