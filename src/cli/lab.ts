import { Command, CommanderError } from 'commander';
import { ExitCode, UserError } from '../errors.js';
import type { Io } from '../io.js';
import { distroIds } from '../lab/distros.js';
import { createLab, downLab, inspectLab, type Lab, openLab, resetLab } from '../lab/lab.js';
import type { LabRequest } from '../lab/options.js';
import { defaultLabName, inLab, labMailboxPassword, labRecipient } from '../lab/paths.js';
import { ownCommand, showBuilding } from '../lab/show-building.js';
import { describeLab } from '../lab/status.js';

interface NameOption {
  readonly name?: string;
}

interface BuildOptions extends NameOption {
  readonly scanner?: string;
  readonly distro?: string;
  readonly axigen?: string;
  readonly isolation?: string;
  readonly standIns?: boolean;
  readonly yes?: boolean;
  readonly plain?: boolean;
  readonly buildOnly?: boolean;
}

const examples = `
Examples:
  gateway-setup lab                     build a Fedora Core 5 lab and walk through the wizard in it
  gateway-setup lab --yes               the same, unattended
  gateway-setup lab exec -- ps ax       run any command in it
  gateway-setup lab exec -- gateway-setup rollback
  gateway-setup lab down                end it and remove all of it

Distributions: ${distroIds.join(', ')}`;

/** `gateway-setup lab ...`. @returns the exit status. @throws UserError for what the operator can put right. */
export async function runLab(args: readonly string[], io: Io): Promise<number> {
  let code: number = ExitCode.ok;
  const settle = (work: Promise<number>) =>
    work.then((result) => {
      code = result;
    });
  const program = labProgram(io, settle);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.ok : ExitCode.usage;
    throw error;
  }
}

function labProgram(io: Io, settle: (work: Promise<number>) => Promise<void>): Command {
  const program = new Command('gateway-setup lab');
  program
    .description('build a throwaway mail server of 2006 on this machine and open the wizard in it')
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) })
    .enablePositionalOptions()
    .addHelpText('after', examples);

  named(program)
    .option('--scanner <scanner>', 'nod32')
    .option('--distro <id>', 'which distribution to dress it as', 'fedora-core-5')
    .option('--axigen <version>', '1.2')
    .option('--isolation <kind>', 'namespaces or chroot (default: what this machine allows)')
    .option(
      '--stand-ins',
      'our stand-ins of ps, netstat, rpm and dpkg even where this machine has the real ones',
    )
    .option('--build-only', 'build it and stop')
    .option('-y, --yes', 'run the setup unattended with answers that fit the lab')
    .option('--plain', 'append-only output, no live display')
    .action((options: BuildOptions) => settle(buildAndRun(options, io)));

  const nameOf = (options: NameOption) => options.name ?? program.opts<NameOption>().name ?? defaultLabName;
  named(program.command('exec <command...>'))
    .description('run a command in the lab; its exit status is passed through')
    .passThroughOptions()
    .action((command: string[], options: NameOption) =>
      settle(openLab(nameOf(options), io).attach(command, io)),
    );
  named(program.command('shell'))
    .description('open a shell in the lab')
    .action((options: NameOption) => settle(openShell(nameOf(options), io)));
  named(program.command('status'))
    .description('say whether the lab is up and what it is made of; exit status 1 when it is not up')
    .action((options: NameOption) => settle(status(nameOf(options), io)));
  named(program.command('reset'))
    .description('build the lab anew with the same options')
    .option('--plain', 'append-only output, no live display')
    .action((options: BuildOptions) => settle(reset(nameOf(options), options, io)));
  named(program.command('down'))
    .description('end every process of the lab and remove all of it')
    .action((options: NameOption) => settle(down(nameOf(options), io)));
  return program;
}

function named(command: Command): Command {
  return command.option(
    '--name <name>',
    `which lab (default: "${defaultLabName}"); several may be up side by side`,
  );
}

function requestOf(options: BuildOptions): LabRequest {
  const { name, scanner, distro, axigen, isolation, standIns } = options;
  return {
    ...(name === undefined ? {} : { name }),
    ...(scanner === undefined ? {} : { scanner }),
    ...(distro === undefined ? {} : { distro }),
    ...(axigen === undefined ? {} : { axigen }),
    ...(isolation === undefined ? {} : { isolation }),
    forceStandIns: standIns ?? false,
  };
}

async function buildAndRun(options: BuildOptions, io: Io): Promise<number> {
  const lab = await showBuilding(io, options.plain ?? false, (progress) =>
    createLab(requestOf(options), { env: io.env, progress }),
  );
  if (options.buildOnly) {
    tellWhatNext(lab, io);
    return ExitCode.ok;
  }
  const unattended = options.yes || !io.stdin.isTTY || !io.stdout.isTTY;
  const plain = options.plain ? ['--plain'] : [];
  const setup = [
    'gateway-setup',
    'setup',
    ...(unattended ? ['--yes'] : []),
    ...plain,
    '--answers',
    inLab.answers,
  ];
  if (!unattended)
    io.stderr.write(`The mailbox to try is ${labRecipient}, its password ${labMailboxPassword}.\n`);
  const env = unattended ? { ...io.env, GATEWAY_SETUP_MAILBOX_PASSWORD: labMailboxPassword } : io.env;
  const code = await lab.attach(setup, { stdin: io.stdin, stdout: io.stdout, stderr: io.stderr, env });
  tellWhatNext(lab, io);
  return code;
}

function tellWhatNext(lab: Lab, io: Io): void {
  const command = `${ownCommand(io.env)} lab`;
  const { name } = lab.record.options;
  const option = name === defaultLabName ? '' : ` --name ${name}`;
  io.stderr.write(
    `The lab "${name}" stays up. Look into it: ${command} shell${option} - take it down: ${command} down${option}\n`,
  );
}

async function openShell(name: string, io: Io): Promise<number> {
  const lab = openLab(name, io);
  if (io.stdin.isTTY) await lab.attach(['cat', '/etc/motd'], io);
  return lab.attach(io.stdin.isTTY ? ['/bin/bash', '-i'] : ['/bin/bash'], io);
}

async function status(name: string, io: Io): Promise<number> {
  const { condition, lab } = inspectLab(name, io);
  io.stdout.write(describeLab(name, condition, lab));
  return condition === 'up' ? ExitCode.ok : ExitCode.failed;
}

async function reset(name: string, options: BuildOptions, io: Io): Promise<number> {
  const lab = await showBuilding(io, options.plain ?? false, (progress) =>
    resetLab(name, { env: io.env, progress }),
  );
  tellWhatNext(lab, io);
  return ExitCode.ok;
}

async function down(name: string, io: Io): Promise<number> {
  const removed = await downLab(name, io);
  if (!removed) throw new UserError(`there is no lab "${name}"`, { exitCode: ExitCode.couldNotLook });
  io.stderr.write(`The lab "${name}" is gone.\n`);
  return ExitCode.ok;
}
