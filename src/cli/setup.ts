import { ExitCode, UserError } from '../errors.js';
import type { Io } from '../io.js';
import { appearanceFor, hasTerminal } from '../wizard/form.js';
import { flagAnswers } from './answer-flags.js';
import { givenForEach } from './given-answers.js';
import { parseWords } from './parse.js';
import { type SetupOptions, setupCommand } from './setup-command.js';
import { type SetupDependencies, setUpOne } from './setup-one.js';
import { withAbsolutePaths } from './where/local-files.js';
import { formFor } from './where/meet.js';
import { isFleet, readServers } from './where/servers.js';
import { readWhere } from './where/where.js';

export type { SetupDependencies } from './setup-one.js';

/** `gateway-setup [setup]`. */
export async function runSetup(
  args: readonly string[],
  io: Io,
  dependencies: SetupDependencies,
): Promise<number> {
  const parsed = parseWords<SetupOptions>(setupCommand('gateway-setup setup'), args, io);
  if ('helped' in parsed) return ExitCode.ok;
  const { options } = parsed;
  // The words and files first: a slip in them is told before anything is looked at.
  const servers = isFleet(options) ? await readServers(options, io) : undefined;
  const where = servers === undefined ? await readWhere(options, io) : undefined;
  if (servers === undefined && options.from !== undefined) throw fromOfOne();
  const flags = flagAnswers(options);
  const elsewhere = servers !== undefined || where?.destination !== undefined;
  const { givenFor, warnings } = await givenForEach(
    {
      flags: elsewhere ? withAbsolutePaths(flags, io.cwd) : flags,
      ...(options.answers === undefined ? {} : { file: options.answers }),
    },
    io,
  );
  for (const warning of warnings) io.stderr.write(`Warning: ${warning}\n`);
  const yes = options.yes === true;
  if (!yes && !hasTerminal(io)) throw needsYes();
  const look = appearanceFor(io, { yes, plain: options.plain === true, color: options.color });
  const form = await formFor(io, look, dependencies.watch.signal);
  if (where !== undefined)
    return setUpOne({ where, given: givenFor(new Map()), options, look, form }, io, dependencies);
  const { setUpInTurn } = await import('./setup-fleet.js');
  return setUpInTurn({ servers: servers ?? [], givenFor, options, args, look, form }, io, dependencies);
}

function needsYes(): UserError {
  return new UserError('There is no terminal here, and --yes was not given.', {
    why: 'Without a terminal nobody can agree to a change, and a script must not change a mail server by accident.',
    next: 'Give --yes with the answers as flags or with --answers <file>, or run it in a terminal.',
    exitCode: ExitCode.usage,
  });
}

function fromOfOne(): UserError {
  return new UserError('--from was given, and there are not several servers.', {
    why: 'It says with which of several to begin. Nothing was done.',
    next: 'Leave it out, or name the servers with --host more than once or with --inventory <file>.',
    exitCode: ExitCode.usage,
  });
}
