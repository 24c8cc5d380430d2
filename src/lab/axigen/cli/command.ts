/** A place in the command line's tree: its prompt, and the commands that it has. */
export interface Context {
  /** As in the prompt, without `#`: `server-smtpIncoming`; empty for the first one. */
  readonly name: string;
  /** As HELP calls it. */
  readonly title: string;
  readonly commands: readonly Command[];
}

export interface Command {
  /** How it begins, in upper case: `ADD LISTENER`. */
  readonly verb: string;
  /** One line of HELP for each form that it has. */
  readonly help: readonly (readonly [usage: string, says: string])[];
  /** @param args the words behind the verb. @throws CliError, or any error with the reason of the refusal */
  readonly run: (args: readonly string[]) => Reply | Promise<Reply>;
}

export interface Reply {
  /** Lines above what was asked for; SET QUIET on leaves them out. */
  readonly heading?: readonly string[];
  readonly rows?: readonly string[];
  /** Behind `+OK: `; usually that the command was successful. */
  readonly status?: string;
  /** Where the conversation goes on; where it is, if not given. */
  readonly move?: Context | 'back' | 'close';
}

/** What a context may ask of its conversation. */
export interface Conversation {
  /** Takes the lines that the client sends, up to a lone dot, joined by LF; a second dot at the start of a line is dropped. */
  receiveText(): Promise<string>;
}

/** The command that a line calls, the most special one; with the words behind it. */
export function findCommand(
  context: Context,
  words: readonly string[],
): { readonly command: Command; readonly args: readonly string[] } | undefined {
  const candidates = context.commands
    .map((command) => ({ command, count: command.verb.split(' ').length }))
    .sort((one, other) => other.count - one.count);
  for (const { command, count } of candidates) {
    const said = words.slice(0, count).join(' ').toUpperCase();
    if (said === command.verb) return { command, args: words.slice(count) };
  }
  return undefined;
}

export function withoutCommands(context: Context, without: readonly string[]): Context {
  const missing = (verb: string) => without.some((start) => `${verb} `.startsWith(`${start} `));
  return { ...context, commands: context.commands.filter(({ verb }) => !missing(verb)) };
}
