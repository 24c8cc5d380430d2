import { profileOf, type StandInProfile } from '../stand-in-profile.js';
import { readClients, type SmtpClient } from './client.js';
import { known } from './known.js';
import { parseConfig } from './parse.js';
import { ObjectReader } from './reader.js';
import { readService, type ServiceConfig, unknownInService } from './service.js';
import type { ConfigObject } from './tree.js';

/** What the stand-in makes of axigen.cfg. */
export interface ServerConfig {
  readonly primaryDomain: string;
  /** Relative to the work directory; `none` means no policy. */
  readonly smtpFiltersFile: string;
  readonly smtp: SmtpConfig | undefined;
  readonly pop3: Pop3Config | undefined;
  readonly cli: CliConfig | undefined;
  /** Things that were ignored, each with file and line. */
  readonly warnings: readonly string[];
}

export interface SmtpConfig extends ServiceConfig {
  /** Always none in X. */
  readonly clients: readonly SmtpClient[];
  readonly maxReceivedHeaders: number;
}

export interface Pop3Config extends ServiceConfig {
  /** Whether USER and PASS are taken without TLS: on X only when the file says so (facts 6). */
  readonly plainLogin: boolean;
}

export interface CliConfig extends ServiceConfig {
  /** Commands before the login. */
  readonly maxAuthCommands: number;
}

const defaultServices = ['log', 'processing', 'smtpincoming', 'smtpoutgoing', 'pop3'];

/** @param text the file's bytes as latin1, so that any byte can stand in a comment. @throws SourceError */
export function readServerConfig(file: string, text: string, profile = profileOf('1.2')): ServerConfig {
  return interpretConfig(file, parseConfig(file, text, profile.generation), profile);
}

/** @param file for error messages. @throws SourceError */
export function interpretConfig(file: string, tree: ConfigObject, profile: StandInProfile): ServerConfig {
  const { generation, smtpName } = profile;
  const server = new ObjectReader(file, tree);
  const services = server.words('services', defaultServices);
  const has = (...names: readonly string[]) => names.some((name) => services.includes(name.toLowerCase()));
  const warnings: string[] = [];
  const smtp = readSmtp(server.child(smtpName), profile, warnings);
  const pop3 = readPop3(server.child('pop3'), profile, warnings);
  const cli = readCli(server.child('cli'), profile, warnings);
  const config = {
    primaryDomain: server.text('primaryDomain', 'localdomain').toLowerCase(),
    smtpFiltersFile: server.text('smtpFiltersFile', 'filters/smtpFilters.script'),
    // The word `smtp` stands for both SMTP services (facts 1); without the set, they are all on.
    smtp: has(smtpName, 'smtp') || !server.has('services') ? smtp : undefined,
    pop3: has('pop3') ? pop3 : undefined,
    cli: has('cli') ? cli : undefined,
  };
  warnings.push(...server.unknown('Server', known[generation].server));
  return { ...config, warnings };
}

function readSmtp(
  object: ObjectReader | undefined,
  { generation, clientsName }: StandInProfile,
  warnings: string[],
): SmtpConfig {
  const service = readService(object, { ip: '127.0.0.1', port: 25 }, generation, warnings);
  const clients = generation === '1.2' ? readClients(object, clientsName) : { clients: [], warnings: [] };
  warnings.push(...clients.warnings);
  const maxReceivedHeaders = object?.number('maxReceivedHeaders', 1, 1000, 30) ?? 30;
  if (object !== undefined) warnings.push(...unknownInService(object, 'the SMTP service', generation));
  return { ...service, clients: clients.clients, maxReceivedHeaders };
}

function readPop3(
  object: ObjectReader | undefined,
  { generation }: StandInProfile,
  warnings: string[],
): Pop3Config {
  const service = readService(object, { ip: '127.0.0.1', port: 110 }, generation, warnings);
  const plainLogin = generation === '1.2' || (object?.flag('plainConnAllowLogin', false) ?? false);
  if (object !== undefined) warnings.push(...unknownInService(object, 'the POP3 service', generation));
  return { ...service, plainLogin };
}

function readCli(
  object: ObjectReader | undefined,
  { generation }: StandInProfile,
  warnings: string[],
): CliConfig {
  const service = readService(object, { ip: '127.0.0.1', port: 7000 }, generation, warnings);
  const maxAuthCommands = object?.number('maxAuthCommands', 1, 100_000, 20) ?? 20;
  if (object !== undefined) {
    warnings.push(...unknownInService(object, 'the command line service', generation));
  }
  return { ...service, maxAuthCommands };
}
