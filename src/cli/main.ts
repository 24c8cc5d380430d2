import { ExitCode } from '../errors.js';
import { type Io, processIo } from '../io.js';
import { watchSignals } from './signals.js';
import { isVerb, type Verb } from './verbs.js';

/** Runs the command line and gives the exit code (DESIGN section 8). Never throws for what a person did. */
export async function main(args: readonly string[], io: Io = processIo()): Promise<number> {
  survivesLostReader(io);
  try {
    return await dispatch(args, io);
  } catch (error) {
    const { showError } = await import('./show-error.js');
    return showError(error, io, { verbose: args.includes('--verbose'), verb: args[0] });
  }
}

async function dispatch(args: readonly string[], io: Io): Promise<number> {
  const [first = '', ...rest] = args;
  if (first === '--version' || first === '-V') {
    const { version } = await import('./version.js');
    io.stdout.write(`${version()}\n`);
    return written(io);
  }
  if (first === '--help' || first === '-h' || first === 'help') {
    if (first === 'help' && rest[0] !== undefined) return dispatch([rest[0], '--help'], io);
    const { showHelp } = await import('./help.js');
    showHelp(io);
    return written(io);
  }
  if (first === '' || first.startsWith('-')) return run('setup', args, io);
  if (isVerb(first)) return run(first, rest, io);
  const { unknownCommand } = await import('./unknown-command.js');
  throw unknownCommand(first);
}

async function run(verb: Verb, args: readonly string[], io: Io): Promise<number> {
  if (verb === 'lab') {
    // The lab is processes of its own, with signals of its own.
    const { runLab } = await import('./lab.js');
    return runLab(args, io);
  }
  if (args.includes('--help') || args.includes('-h')) {
    await runVerb(verb, args, io);
    return written(io);
  }
  return runVerb(verb, args, io);
}

async function runVerb(verb: Exclude<Verb, 'lab'>, args: readonly string[], io: Io): Promise<number> {
  const watch = watchSignals(process, (line) => void io.stderr.write(`\n${line}\n`));
  const host = () => import('../host/local/local-host.js');
  try {
    if (verb === 'rollback') {
      const { runRollback } = await import('./rollback.js');
      return await runRollback(args, io, { watch, host, engine: () => import('../engine/rollback.js') });
    }
    const { runSetup } = await import('./setup.js');
    return await runSetup(args, io, { watch, host, engine: () => import('../engine/setup.js') });
  } finally {
    watch.dispose();
  }
}

/** Text was all that was asked for, so a full disk is a failure; a reader that has seen enough is not. */
async function written({ stdout }: Io): Promise<number> {
  const error = await new Promise<Error | null | undefined>((resolve) => stdout.write('', resolve));
  const lost = stdout.errored ?? error;
  return lost && !('code' in lost && lost.code === 'EPIPE') ? ExitCode.failed : ExitCode.ok;
}

/**
 * `gateway-setup ... | head`, a terminal that went away, a full disk under a log: what is written then goes
 * nowhere, quietly. Work on a server is not cut short because nobody can read about it.
 */
function survivesLostReader(io: Io): void {
  for (const stream of [io.stdout, io.stderr]) stream.on('error', () => {});
}
