import type { CommandConnection, CommandLine } from '../../mail/command-connection.js';
import { chooseClient, type SmtpClient, type SmtpOffer } from '../config/client.js';
import type { SmtpConfig } from '../config/server-config.js';
import { type PolicyVariables, runEvent } from '../policy/run.js';
import type { Runtime } from '../runtime.js';
import { LogLevel } from '../server-log.js';
import type { Generation } from '../stand-in-profile.js';
import { offerOfPolicy } from './offer.js';

/** A message on its way: between MAIL and the end of its data. */
export interface Transaction {
  readonly from: string;
  readonly binary: boolean;
  readonly local: string[];
  readonly remote: string[];
  /** What BDAT brought so far. */
  readonly chunks: Buffer[];
  chunkBytes: number;
}

/** The state of one SMTP connection, and the words it exchanges. */
export class SmtpSession {
  private readonly client: SmtpClient;
  helo: string | undefined;
  extended = false;
  user: string | undefined;
  transaction: Transaction | undefined;
  variables: PolicyVariables;
  authErrors = 0;
  mailCount = 0;
  private errors = 0;
  private readonly start: PolicyVariables;

  constructor(
    readonly connection: CommandConnection,
    readonly runtime: Runtime,
    readonly config: SmtpConfig,
    /** Eight digits, for the log. */
    readonly number: string,
  ) {
    const { peerIp, peerPort, localIp, localPort } = connection;
    this.client = chooseClient(config.clients, peerIp, localIp);
    this.start = new Map([
      ['remotesmtpip', peerIp],
      // The second of the vendor's articles spells it so.
      ['remotesmtip', peerIp],
      ['remotesmtpport', String(peerPort)],
      ['smtpip', localIp],
      ['smtpport', String(localPort)],
      ['issslconnection', 'no'],
    ]);
    runEvent(runtime.policy.script, 'onConnect', this.start);
    this.variables = new Map(this.start);
  }

  get generation(): Generation {
    return this.runtime.profile.generation;
  }

  /** What this client may use: in 1.2 its client object decides, in X the policy as it has run so far. */
  get offer(): SmtpOffer {
    return this.generation === '1.2' ? this.client : offerOfPolicy(this.variables);
  }

  get host(): string {
    return this.runtime.accounts.host;
  }

  /** More 5xx answers than the server puts up with. */
  get tooManyErrors(): boolean {
    return this.errors > this.config.maxErrors || this.authErrors > this.config.maxAuthErrors;
  }

  /** Largest message, in bytes. */
  get sizeLimit(): number {
    return this.offer.maxDataSize * 1024;
  }

  /** HELO or EHLO: the policy looks at the client anew. */
  greet(name: string, extended: boolean): void {
    this.helo = name;
    this.extended = extended;
    this.transaction = undefined;
    this.variables = new Map(this.start);
    this.variables.set('issslconnection', this.connection.cipher === undefined ? 'no' : 'yes');
    this.variables.set('ehlohost', name);
    this.variables.set('isesmtp', extended ? 'yes' : 'no');
    this.variables.set('authuser', this.user ?? '');
    this.variables.set('mailcount', String(this.mailCount));
    runEvent(this.runtime.policy.script, 'onEhlo', this.variables);
  }

  /** Everything learned in the clear is forgotten after STARTTLS (RFC 3207). */
  forget(): void {
    this.helo = undefined;
    this.user = undefined;
    this.transaction = undefined;
    this.variables = new Map(this.start);
  }

  reply(...lines: readonly string[]): void {
    if (lines.at(-1)?.startsWith('5') === true) this.errors += 1;
    for (const line of lines) this.protocol(`>> ${line}`);
    this.connection.send(...lines);
  }

  /** The next command, or undefined when the client has left. */
  async command(): Promise<CommandLine | undefined> {
    const line = await this.connection.command();
    if (line !== undefined) this.protocol(`<< ${line.text.replace(/^(auth\s+\S+\s+).+/i, '$1***')}`);
    return line;
  }

  /** A line that may hold a secret: the log gets stars. */
  async secret(): Promise<string | undefined> {
    const line = await this.connection.command();
    if (line !== undefined) this.protocol('<< ***');
    return line?.text;
  }

  log(level: LogLevel, text: string): void {
    this.runtime.log.write(level, 'SMTP-IN', this.number, text);
  }

  private protocol(text: string): void {
    if ((this.config.logLevel & LogLevel.protocol) !== 0) this.log(LogLevel.protocol, text);
  }
}
