import type { CommandConnection } from '../../mail/command-connection.js';
import { checkApop, checkPassword, makeChallenge } from '../authentication.js';
import type { Pop3Config } from '../config/server-config.js';
import type { Runtime } from '../runtime.js';
import { LogLevel } from '../server-log.js';
import { Maildrop } from './maildrop.js';
import { obeyTransaction } from './transaction.js';

/** Talks POP3 (RFC 1939) with one client until it quits, leaves or has made too many errors. */
export async function servePop3(
  connection: CommandConnection,
  runtime: Runtime,
  config: Pop3Config,
  number: string,
): Promise<void> {
  const session = new Pop3Session(connection, runtime, config, number);
  try {
    await session.run();
  } finally {
    session.maildrop?.close();
  }
}

class Pop3Session {
  maildrop: Maildrop | undefined;
  private errors = 0;
  private authErrors = 0;
  private user = '';
  private readonly key: string;

  constructor(
    private readonly connection: CommandConnection,
    private readonly runtime: Runtime,
    private readonly config: Pop3Config,
    private readonly number: string,
  ) {
    this.key = makeChallenge(runtime.accounts.host, new Date());
  }

  async run(): Promise<void> {
    const { accounts, profile } = this.runtime;
    const name = profile.generation === '1.2' ? 'POP3' : 'AXIGEN POP3';
    this.reply(`+OK ${name} server on ${accounts.host} ready ${this.key}`);
    for (;;) {
      const line = await this.connection.command();
      if (line === undefined) return;
      this.protocol(`<< ${line.text.replace(/^(\s*pass\s).*/i, '$1***')}`);
      const [, word = '', argument = ''] = /^\s*(\S*)(?: (.*))?$/.exec(line.text) ?? [];
      const verb = word.toUpperCase();
      if (verb === 'QUIT') {
        await this.maildrop?.commit();
        return this.reply('+OK Good bye');
      }
      if (verb === 'CAPA')
        this.reply(
          '+OK Capability list follows',
          ...(this.config.plainLogin ? ['USER'] : []),
          'TOP',
          'UIDL',
          'PIPELINING',
          '.',
        );
      else if (this.maildrop === undefined) await this.authorize(verb, argument);
      else this.answer(await obeyTransaction(this.maildrop, verb, argument.trim()));
      if (this.errors > this.config.maxErrors || this.authErrors > this.config.maxAuthErrors) {
        return this.reply('-ERR Too many errors, closing connection');
      }
    }
  }

  private async authorize(verb: string, argument: string): Promise<void> {
    const { accounts } = this.runtime;
    if ((verb === 'USER' || verb === 'PASS') && !this.config.plainLogin) {
      return this.reply('-ERR A password in the clear is not accepted here; use APOP');
    }
    if (verb === 'USER') {
      this.user = argument.trim();
      return this.reply(this.user === '' ? '-ERR Syntax: USER name' : '+OK Password required');
    }
    if (verb === 'PASS') {
      if (this.user === '') return this.reply('-ERR Send USER first');
      // A password may hold spaces, so it is everything behind the one that follows PASS.
      return this.login(checkPassword(accounts, this.user, argument));
    }
    if (verb === 'APOP') {
      const [name = '', digest = ''] = argument.trim().split(/\s+/);
      return this.login(checkApop(accounts, this.key, name, digest));
    }
    this.reply('-ERR Authenticate first');
  }

  private async login(address: string | undefined): Promise<void> {
    if (address === undefined) {
      this.authErrors += 1;
      this.log(LogLevel.warning, `authentication failed from [${this.connection.peerIp}]`);
      return this.reply('-ERR Authentication failed');
    }
    this.maildrop = await Maildrop.open(this.runtime.store.mailbox(address));
    if (this.maildrop === undefined) return this.reply('-ERR [IN-USE] Mailbox is locked by another session');
    this.log(LogLevel.information, `authenticated as ${address}`);
    this.reply(`+OK Mailbox open, ${this.maildrop.list().length} messages`);
  }

  private answer(reply: readonly string[] | Buffer): void {
    if (Buffer.isBuffer(reply)) {
      this.reply('+OK Message follows');
      this.connection.sendBytes(reply);
    } else {
      this.reply(...reply);
    }
  }

  private reply(...lines: readonly string[]): void {
    if (lines[0]?.startsWith('-') === true) this.errors += 1;
    for (const line of lines) this.protocol(`>> ${line}`);
    this.connection.send(...lines);
  }

  private protocol(text: string): void {
    if ((this.config.logLevel & LogLevel.protocol) !== 0) this.log(LogLevel.protocol, text);
  }

  private log(level: LogLevel, text: string): void {
    this.runtime.log.write(level, 'POP3', this.number, text);
  }
}
