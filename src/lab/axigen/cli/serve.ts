import type { CommandConnection } from '../../mail/command-connection.js';
import { LogLevel } from '../server-log.js';
import { SourceError } from '../source-error.js';
import { CliError, refusalOf } from './cli-error.js';
import { type Context, findCommand, type Reply, withoutCommands } from './command.js';
import type { CliContext } from './context.js';
import { loginContext } from './contexts/login.js';
import { rootContext } from './contexts/root.js';
import { type CliQuirks, readQuirks } from './quirks.js';
import { Terminal } from './terminal.js';
import { splitWords } from './words.js';

/**
 * Talks with one client of the command line service until it leaves, or has made too many errors.
 * @throws Error when the stand-in's own settings of the service cannot be understood
 */
export async function serveCli(connection: CommandConnection, context: CliContext): Promise<void> {
  await new CliSession(connection, context, readQuirks(context.running.profile.cli)).run();
}

/** The client went away while something was expected of it. */
class Gone extends Error {}

class CliSession {
  private readonly terminal: Terminal;
  /** Where the conversation is, and where BACK leads to. Only one context before the login. */
  private stack: readonly [Context, ...Context[]];
  private loggedIn = false;
  private commands = 0;
  private errors = 0;
  private authErrors = 0;

  constructor(
    connection: CommandConnection,
    private readonly context: CliContext,
    private readonly quirks: CliQuirks,
  ) {
    this.terminal = new Terminal(connection, quirks);
    const login = loginContext(
      context,
      this.terminal,
      () => this.askPassword(),
      (name) => this.enterAs(name),
      () => this.refuse(),
    );
    this.stack = [login];
  }

  async run(): Promise<void> {
    const welcome = ["Welcome to AXIGEN's Command Line Interface", 'You must login first.'];
    await this.terminal.say(
      welcome.map((line) => this.terminal.coloured(line)),
      this.prompt(),
    );
    try {
      while (await this.next());
    } catch (error) {
      if (!(error instanceof Gone)) throw error;
    }
  }

  /** One command and its reply; false when it was the last. */
  private async next(): Promise<boolean> {
    const line = await this.receive();
    this.protocol(`<< ${line}`);
    if (!this.loggedIn) this.commands += 1;
    const { lines, close } = await this.answer(line);
    const tooMany = this.exceeded();
    const said =
      tooMany === undefined ? lines : [...lines.slice(0, -1), `-ERR: ${tooMany}, closing connection`];
    for (const one of said) this.protocol(`>> ${one}`);
    const last = close || tooMany !== undefined;
    if (this.hangsUp(line)) {
      await this.terminal.sayHalf(said, this.prompt());
      return false;
    }
    await this.terminal.say(said, last ? '' : this.prompt());
    return !last;
  }

  private async answer(
    line: string,
  ): Promise<{ readonly lines: readonly string[]; readonly close: boolean }> {
    try {
      const reply = await this.obey(splitWords(line));
      if (reply === undefined) return { lines: [], close: false };
      const lines = this.terminal.linesOf(reply);
      this.move(reply.move);
      return { lines, close: reply.move === 'close' };
    } catch (error) {
      if (error instanceof Gone) throw error;
      this.errors += this.loggedIn ? 1 : 0;
      const refusal = refusalOf(error);
      // What the client said wrong is its own affair; that something cannot be done is the server's.
      const clients = error instanceof CliError || error instanceof SourceError;
      if (!clients) this.context.log(LogLevel.error, refusal);
      return { lines: [`-ERR: ${refusal}`], close: false };
    }
  }

  /** Undefined for an empty line, which only gives the prompt again. */
  private async obey(words: readonly string[]): Promise<Reply | undefined> {
    const [verb] = words.map((word) => word.toUpperCase());
    if (verb === undefined) return undefined;
    if ((verb === 'EXIT' || verb === 'QUIT') && words.length === 1) {
      return { status: 'have a nice day', move: 'close' };
    }
    const context = withoutCommands(this.here(), this.quirks.without);
    if (verb === 'HELP' && words.length === 1) return help(context);
    const found = findCommand(context, words);
    if (found === undefined) throw new CliError('unknown command');
    return await found.command.run(found.args);
  }

  private here(): Context {
    return this.stack[this.stack.length - 1] ?? this.stack[0];
  }

  private move(to: Reply['move']): void {
    const [first, ...others] = this.stack;
    if (to === 'back') this.stack = [first, ...others.slice(0, -1)];
    else if (to !== undefined && to !== 'close') {
      this.stack = this.here().name === 'login' ? [to] : [first, ...others, to];
    }
  }

  private prompt(): string {
    const { name } = this.here();
    return name === 'login' ? '<login> ' : `<${name}#> `;
  }

  private async askPassword(): Promise<string> {
    const password = await this.terminal.askHidden('<password> ');
    if (password === undefined) throw new Gone();
    return password;
  }

  private enterAs(name: string): Context {
    this.loggedIn = true;
    this.context.log(LogLevel.information, `authenticated as ${name}`);
    const conversation = { receiveText: () => this.receiveText() };
    return rootContext({ running: this.context.running, quirks: this.quirks, conversation });
  }

  private refuse(): void {
    this.authErrors += 1;
    this.context.log(LogLevel.warning, 'authentication failed');
  }

  private async receiveText(): Promise<string> {
    await this.terminal.say(['+OK: send the file, then a line with a dot alone']);
    const lines: string[] = [];
    for (;;) {
      const line = await this.receive();
      if (line === '.') return lines.map((one) => `${one}\n`).join('');
      lines.push(line.startsWith('.') ? line.slice(1) : line);
    }
  }

  private async receive(): Promise<string> {
    const line = await this.terminal.line();
    if (line === undefined) throw new Gone();
    return line;
  }

  private exceeded(): string | undefined {
    const { maxErrors, maxAuthErrors, maxAuthCommands } = this.context;
    if (this.errors > maxErrors) return 'too many errors';
    if (this.authErrors > maxAuthErrors) return 'too many authentication errors';
    return this.commands > maxAuthCommands ? 'too many commands before the login' : undefined;
  }

  private hangsUp(line: string): boolean {
    const { hangUpOn } = this.quirks;
    return hangUpOn !== undefined && line.trim().replace(/\s+/g, ' ').toUpperCase().startsWith(hangUpOn);
  }

  private protocol(text: string): void {
    this.context.log(LogLevel.protocol, text);
  }
}

/** One line for each form of each command, as in the manuals (facts 2). */
function help(context: Context): Reply {
  const forms = [
    ['EXIT/QUIT', 'exits the command line and closes the connection'] as const,
    ['HELP', 'prints this help message'] as const,
    ...context.commands.flatMap((command) => command.help),
  ];
  return {
    heading: [`The commands available for the ${context.title} context are:`],
    rows: forms.map(([usage, says]) => `${usage} - ${says}`),
  };
}
