import { type Command, Option } from 'commander';
import { ExitCode, UserError } from '../errors.js';
import { smtpNames } from '../lab/axigen/stand-in-profile.js';
import { distroIds } from '../lab/distros.js';
import { defaultLabName } from '../lab/paths.js';
import { labScanners, scannerFacts } from '../lab/scanners.js';
import { eraFacts, sshEras } from '../lab/ssh/era.js';
import { wrap } from '../text/wrap.js';
import { nearest } from './nearest.js';
import type { TypedCommand } from './parse.js';

export interface CommonOptions {
  readonly name?: string;
  readonly color: boolean;
  readonly verbose?: boolean;
}

export interface BuildOptions extends CommonOptions {
  readonly scanner?: string;
  readonly distro?: string;
  readonly axigen?: string;
  readonly cli?: boolean;
  readonly smtpName?: string;
  readonly clientsName?: string;
  readonly isolation?: string;
  readonly standIns?: boolean;
  readonly sshEra?: string;
  readonly yes?: boolean;
  readonly plain?: boolean;
  readonly buildOnly?: boolean;
}

/** What the words of `lab` ask for. */
export interface LabActions {
  build(options: BuildOptions): Promise<void>;
  exec(command: readonly string[], options: CommonOptions): Promise<void>;
  shell(options: CommonOptions): Promise<void>;
  status(options: CommonOptions): Promise<void>;
  sshConfig(options: CommonOptions): Promise<void>;
  reset(options: BuildOptions): Promise<void>;
  down(options: CommonOptions): Promise<void>;
}

const usualDistros = labScanners
  .map((scanner) => `${scannerFacts[scanner].usualDistro} for ${scannerFacts[scanner].title}`)
  .join(', ');

const examples = `
Examples:
  gateway-setup lab                     build a Fedora Core 5 lab and walk
                                        through the wizard in it
  gateway-setup lab --yes               the same, unattended
  gateway-setup lab --scanner imss      with IMSS as the scanner, on Red Hat
                                        Enterprise Linux 3
  gateway-setup lab exec -- ps ax       run any command in it
  gateway-setup lab exec -- gateway-setup rollback
  gateway-setup lab ssh-config > lab.conf && ssh -F lab.conf lab
                                        log in to it over SSH
  gateway-setup lab down                end it and remove all of it
`;

/**
 * The words of `lab`.
 * @param base a fresh command with the settings that all of them shall have.
 * @param width columns of the help.
 */
export function labCommand(base: Command, actions: LabActions, width: number): Command {
  const distributions = wrap(distroIds.join(', '), width, 'Distributions: ', '  ').join('\n');
  const program = base
    .description('build a throwaway mail server of 2006 on this machine and open the wizard in it')
    .enablePositionalOptions()
    // A word too many is most likely a command that we do not have.
    .allowExcessArguments(true)
    .addHelpText('after', `${examples}\n${distributions}`)
    .option('--scanner <scanner>', labScanners.join(' or '), 'nod32')
    .option('--distro <id>', `which distribution to dress it as (default: ${usualDistros})`)
    .option('--axigen <version>', '1.2, or 10 for the later generation', '1.2')
    .option('--no-cli', "without AXIGEN's command line service")
    .option('--smtp-name <name>', `what AXIGEN 1.2 calls its SMTP object: ${smtpNames.join(', ')}`)
    .option('--clients-name <name>', 'what AXIGEN 1.2 calls its set of SMTP clients')
    .option('--isolation <kind>', 'namespaces or chroot (default: what this machine allows)')
    .option(
      '--stand-ins',
      'our stand-ins of ps, netstat, rpm and dpkg even where this machine has the real ones',
    )
    .option(
      '--ssh-era <year>',
      `its sshd has the algorithms of ${sshEras.map((era) => `${era} (${eraFacts[era].version})`).join(' or ')} and no others`,
    )
    .option('--build-only', 'build it and stop')
    .option('-y, --yes', 'run the setup unattended with answers that fit the lab')
    .option('--plain', 'append-only output, no live display');
  common(program).action(() => {
    const [word] = program.args;
    if (word !== undefined) throw unknownLabCommand(word);
    return actions.build(program.opts<BuildOptions>());
  });

  /** An option may stand before the command and after it. */
  const merged = <T extends CommonOptions>(command: Command): T => {
    const [outer, own] = [program.opts<CommonOptions>(), command.opts<T>()];
    const name = own.name ?? outer.name;
    return { ...own, ...(name === undefined ? {} : { name }), color: own.color && outer.color };
  };
  const exec = common(program.command('exec <command...>'))
    .description('run a command in the lab; its exit status is passed through')
    .passThroughOptions()
    .action((words: string[]) => actions.exec(words, merged(exec)));
  const shell = common(program.command('shell'))
    .description('open a shell in the lab')
    .action(() => actions.shell(merged(shell)));
  const status = common(program.command('status'))
    .description('say whether the lab is up and what it is made of; exit status 1 when it is not up')
    .action(() => actions.status(merged(status)));
  const sshConfig = common(program.command('ssh-config'))
    .description('print a configuration with which ssh, scp and sftp reach the lab (ssh -F FILE)')
    .action(() => actions.sshConfig(merged(sshConfig)));
  const reset = common(program.command('reset'))
    .description('build the lab anew with the same options')
    .option('--plain', 'append-only output, no live display')
    .action(() => actions.reset(merged(reset)));
  const down = common(program.command('down'))
    .description('end every process of the lab and remove all of it')
    .action(() => actions.down(merged(down)));
  return program;
}

function common(command: Command): Command {
  return command
    .allowExcessArguments(command.parent === null)
    .option('--name <name>', `which lab (default: "${defaultLabName}"); several may be up side by side`)
    .option('--no-color', 'no colours, in the lab neither (as with NO_COLOR)')
    .option('--verbose', 'show more about an error of this program')
    .addHelpOption(new Option('-h, --help', 'show this help'));
}

const verbs = ['exec', 'shell', 'status', 'ssh-config', 'reset', 'down'] as const;

/** The command that the words mean, by the name that people type: `gateway-setup lab exec`. */
export function meantCommand(program: Command, args: readonly string[]): TypedCommand {
  const verb = args.find((word) => (verbs as readonly string[]).includes(word));
  const own = program.commands.find((command) => command.name() === verb);
  if (own === undefined) return program;
  return { name: () => `${program.name()} ${own.name()}`, options: own.options };
}

function unknownLabCommand(word: string): UserError {
  const meant = nearest(word, verbs);
  return new UserError(`There is no command "lab ${word}".`, {
    why: 'Nothing was done.',
    next: `${meant === undefined ? '' : `Did you mean gateway-setup lab ${meant}? `}The commands are: ${verbs.join(', ')}; without one, the lab is built and the wizard opened. All flags: gateway-setup lab --help`,
    exitCode: ExitCode.usage,
  });
}
