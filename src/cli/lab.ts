import { Command } from 'commander';
import { ExitCode, UserError } from '../errors.js';
import type { Io } from '../io.js';
import { unattendedAnswers, withoutSecret } from '../lab/environment.js';
import { imssActivationCode } from '../lab/imss/install/media.js';
import { createLab, downLab, inspectLab, type Lab, openLab, resetLab } from '../lab/lab.js';
import type { LabRequest } from '../lab/options.js';
import { defaultLabName, inLab, labAxigenPassword, labMailboxPassword, labRecipient } from '../lab/paths.js';
import { motd } from '../lab/root/motd.js';
import { productFingerprint } from '../lab/root/product-files.js';
import { showBuilding } from '../lab/show-building.js';
import { sshConfigOf } from '../lab/ssh/ssh-config.js';
import { describeLab } from '../lab/status.js';
import { deliver } from './deliver.js';
import { type BuildOptions, type CommonOptions, labCommand, meantCommand } from './lab-command.js';
import { columnsOf, nextLines, tell, tellLines } from './lab-next.js';
import { isCommanderError, usageError } from './parse.js';

/** `gateway-setup lab ...`. @returns the exit status. @throws UserError for what the operator can put right. */
export async function runLab(args: readonly string[], io: Io): Promise<number> {
  let code: number = ExitCode.ok;
  let help = '';
  const settle =
    <T extends CommonOptions>(work: (name: string, options: T, io: Io) => Promise<number>) =>
    async (options: T) => {
      code = await work(options.name ?? defaultLabName, options, withColour(io, options.color));
    };
  const width = columnsOf(io.stdout);
  const base = new Command('gateway-setup lab').exitOverride().configureOutput({
    writeOut: (text) => {
      help += text;
    },
    writeErr: () => {},
    getOutHelpWidth: () => width,
    getOutHasColors: () => false,
  });
  const actions = {
    build: settle(buildAndRun),
    exec: (command: readonly string[], options: CommonOptions) =>
      settle((name, _options, own) => runIn(name, command, own))(options),
    shell: settle((name, _options, own) => openShell(name, own)),
    status: settle((name, _options, own) => status(name, own)),
    sshConfig: settle((name, _options, own) => sshConfig(name, own)),
    reset: settle(reset),
    down: settle((name, _options, own) => down(name, own)),
  };
  const program = labCommand(base, actions, width);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (!isCommanderError(error)) throw error;
    if (error.exitCode !== 0) throw usageError(error, meantCommand(program, args), args);
    await deliver(io.stdout, help);
    return ExitCode.ok;
  }
}

/** NO_COLOR reaches what runs in the lab. */
function withColour(io: Io, colour: boolean): Io {
  return colour ? io : { ...io, env: { ...io.env, NO_COLOR: '1' } };
}

function requestOf(options: BuildOptions): LabRequest {
  const { name, scanner, distro, axigen, cli, smtpName, clientsName, isolation, standIns, sshEra } = options;
  return {
    ...(name === undefined ? {} : { name }),
    ...(scanner === undefined ? {} : { scanner }),
    ...(distro === undefined ? {} : { distro }),
    ...(axigen === undefined ? {} : { axigen }),
    ...(cli === undefined ? {} : { cli }),
    ...(smtpName === undefined ? {} : { smtpName }),
    ...(clientsName === undefined ? {} : { clientsName }),
    ...(isolation === undefined ? {} : { isolation }),
    ...(sshEra === undefined ? {} : { sshEra }),
    forceStandIns: standIns ?? false,
  };
}

async function buildAndRun(_name: string, options: BuildOptions, io: Io): Promise<number> {
  const lab = await showBuilding(io, options.plain ?? false, (progress) =>
    createLab(requestOf(options), { env: io.env, progress }),
  );
  if (options.buildOnly) {
    tellLines(io, nextLines(lab.record.options, false, io));
    return ExitCode.ok;
  }
  const { scanner, axigen } = lab.record.options;
  const unattended = options.yes || !io.stdin.isTTY || !io.stdout.isTTY;
  const flags = [
    ...(unattended ? ['--yes'] : []),
    ...(options.plain ? ['--plain'] : []),
    ...(options.verbose ? ['--verbose'] : []),
  ];
  if (!unattended) {
    // The first of its lines stays short: it is looked for again when the question comes.
    tell(io, `The mailbox to try is ${labRecipient}, its password ${labMailboxPassword}.`);
    if (axigen.cli) tell(io, `The password of AXIGEN's admin is ${labAxigenPassword}.`);
    if (scanner === 'imss') tell(io, `The activation code for the installer is ${imssActivationCode}.`);
    tell(io, `(They also stand in the lab's /etc/motd, and lab status says them.)`);
  }
  const env = unattended ? { ...io.env, ...unattendedAnswers(lab.record.options) } : io.env;
  const code = await lab.attach(['gateway-setup', 'setup', ...flags, '--answers', inLab.answers], {
    ...io,
    env,
  });
  if (await endedWithLab(lab, io)) return ExitCode.failed;
  tellLines(io, nextLines(lab.record.options, true, io));
  return code;
}

/** Whether the lab was taken down under what ran in it; says so. */
async function endedWithLab(lab: Lab, io: Io): Promise<boolean> {
  const gone = await lab.wasTakenDown();
  if (gone) {
    const { name } = lab.record.options;
    tell(io, `The lab "${name}" was taken down from elsewhere; what ran in it ended with it.`);
  }
  return gone;
}

async function runIn(name: string, command: readonly string[], io: Io): Promise<number> {
  const lab = openLab(name, io);
  const code = await lab.attach(command, { ...io, env: withoutSecret(io.env, command) });
  await endedWithLab(lab, io);
  return code;
}

async function openShell(name: string, io: Io): Promise<number> {
  const lab = openLab(name, io);
  const { options, running, standIns } = lab.record;
  if (io.stdin.isTTY) io.stdout.write(motd(options, running.isolation, standIns, columnsOf(io.stdout)));
  return runIn(name, io.stdin.isTTY ? ['/bin/bash', '-i'] : ['/bin/bash'], io);
}

async function status(name: string, io: Io): Promise<number> {
  const inspected = inspectLab(name, io);
  await deliver(io.stdout, describeLab(name, inspected, productFingerprint(), columnsOf(io.stdout)));
  return inspected.condition === 'up' ? ExitCode.ok : ExitCode.failed;
}

async function sshConfig(name: string, io: Io): Promise<number> {
  await deliver(io.stdout, sshConfigOf(openLab(name, io)));
  return ExitCode.ok;
}

async function reset(name: string, options: BuildOptions, io: Io): Promise<number> {
  const lab = await showBuilding(io, options.plain ?? false, (progress) =>
    resetLab(name, { env: io.env, progress }),
  );
  tellLines(io, nextLines(lab.record.options, false, io));
  return ExitCode.ok;
}

async function down(name: string, io: Io): Promise<number> {
  const removed = await downLab(name, io);
  if (!removed) throw new UserError(`there is no lab "${name}"`, { exitCode: ExitCode.couldNotLook });
  tell(io, `The lab "${name}" is gone.`);
  return ExitCode.ok;
}
