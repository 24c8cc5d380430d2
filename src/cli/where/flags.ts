import { type Command, InvalidArgumentError, Option } from 'commander';
import { secretVariables } from './where.js';

/** The flags that say which server, and how it is reached. */
export interface WhereOptions {
  readonly host?: readonly string[];
  readonly inventory?: string;
  readonly parallel?: number;
  /** Setup of several: begin with this one. */
  readonly from?: string;
  readonly sshConfig?: string;
  readonly hostKey?: readonly string[];
  readonly legacySsh?: boolean;
  readonly rememberLegacySsh?: boolean;
  readonly become?: Become;
  readonly sshPasswordFile?: string;
  readonly sshPassphraseFile?: string;
  readonly becomePasswordFile?: string;
  readonly outside?: string;
}

export const becomes = ['auto', 'none', 'sudo', 'su'] as const;
export type Become = (typeof becomes)[number];

/** `one`: a single server. `many`: several, side by side. `in-turn`: several, one after the other. */
export type HowMany = 'one' | 'many' | 'in-turn';

const { password, passphrase, become: becomePassword } = secretVariables;

const epilogue = `
The passwords for connecting may be in the environment instead of in files:
${password}, ${passphrase} and
${becomePassword}. What is missing is asked for at the terminal;
without one that is an error.`;

/** For the help of the commands that take one. */
export const aboutInventories = `An inventory has one server a line, [user@]server[:port], or a section
[server] for each with lines of key = value: the keys of an answers file, and
host-key, legacy-ssh, become, outside and ssh-config. What stands before the
first section counts for all. It counts for more than an answers file, and for
less than variables and flags.`;

/** Adds the flags under their own heading. */
export function addWhereFlags(command: Command, howMany: HowMany): Command {
  const several = howMany === 'one' ? '' : '; may be given more than once';
  command
    .optionsGroup('Which server (without these, this machine):')
    .option(
      '--host <user@server:port>',
      `a server over SSH, or an alias of ~/.ssh/config${several}`,
      collect,
    );
  if (howMany !== 'one')
    command.option(
      '--inventory <file>',
      'servers with their own answers: one a line, or a section [server] each',
    );
  if (howMany === 'many')
    command.addOption(
      new Option('--parallel <n>', 'so many servers at the same time, 1 to 50')
        .default(10)
        .argParser(parallel),
    );
  if (howMany === 'in-turn')
    command.option('--from <server>', 'of several, begin with this one; those before it are left alone');
  return command
    .addHelpText('after', epilogue)
    .option('--ssh-config <file>', 'instead of ~/.ssh/config, as with ssh -F')
    .option(
      '--host-key <fingerprint>',
      'accept the unknown host key with this fingerprint, SHA256:...',
      collect,
    )
    .option('--legacy-ssh', 'allow the old, weak algorithms that OpenSSH 3.6 to 4.3 needs')
    .option('--remember-legacy-ssh', 'the same, and from now on for this server')
    .addOption(
      // Without a default of its own, so that one in an inventory is not overruled by it.
      new Option(
        '--become <how>',
        'how to become root; without it auto: by sudo, unless root logs in',
      ).choices(becomes),
    )
    .option('--ssh-password-file <file>', 'the password to log in with; not for jump hosts')
    .option('--ssh-passphrase-file <file>', 'the passphrase of the private key')
    .option('--become-password-file <file>', 'the password that sudo or su asks for')
    .option('--outside <address>', 'where mail reaches the server, for the checks from this machine');
}

function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

function parallel(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 50)
    throw new InvalidArgumentError('It must be a whole number from 1 to 50.');
  return number;
}
