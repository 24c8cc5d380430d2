import type { Writable } from 'node:stream';
import { ExitCode, UserError } from '../errors.js';
import type { Io } from '../io.js';
import { namesSeveral } from './names-several.js';

/** What of standard output never got out. */
export interface LostOutput {
  /** Waits until all is out that was written; undefined: none is lost, or nobody wanted it any more. */
  atTheEnd(): Promise<Error | undefined>;
}

const told = new WeakSet<Writable>();

/** Somebody has said already that something could not be written there. */
export function lossIsTold(stream: Writable): void {
  told.add(stream);
}

/**
 * `gateway-setup ... | head`, a terminal that went away, a full disk under a log: what is written then goes
 * nowhere. Work on a server is not cut short because nobody can read about it; what a full disk has lost is told at its end.
 */
export function watchOutput({ stdin, stdout, stderr }: Io): LostOutput {
  let first: NodeJS.ErrnoException | undefined;
  stdout.on('error', (error) => {
    first ??= error;
  });
  // Standard input is no longer a terminal then, either; whoever asks a question finds out by its end.
  for (const stream of [stderr, stdin]) stream.on('error', () => {});
  return {
    async atTheEnd() {
      // Not where nothing waits: a full disk refuses even an empty text, of a command that has written nothing.
      // Nor behind a failure: some streams never answer then.
      if (first === undefined && stdout.writableLength > 0) {
        await new Promise<unknown>((resolve) => {
          stdout.once('error', resolve);
          stdout.write('', resolve);
        });
      }
      // A stream tells its failure only after that of the write.
      await new Promise(setImmediate);
      const readerLeft = first?.code === 'EPIPE' || stdout.isTTY === true;
      return readerLeft || told.has(stdout) ? undefined : first;
    },
  };
}

const changing: ReadonlySet<string> = new Set(['setup', 'apply', 'rollback']);

/** How a command ends that did what it should, and could not tell it all. */
export function lostOutput(failure: Error, words: readonly string[]): UserError {
  const [first = ''] = words;
  const verb = first === '' || first.startsWith('-') ? 'setup' : first;
  const shows = ['--help', '-h', '--version', '-V'].some((flag) => words.includes(flag));
  const [why, next] =
    changing.has(verb) && !shows
      ? [
          'The work itself did not stop for it.',
          `gateway-setup history${onEach(words)} tells what was done on the server, and gateway-setup audit${onEach(words)} how it stands.`,
        ]
      : ['What is missing is lost.', 'Write it to another place, with enough space.'];
  return new UserError('Not all of the output could be written.', {
    why: `${failure.message}. ${why}`,
    next,
    exitCode: ExitCode.failed,
    cause: failure,
  });
}

/** For several servers; where it was one, whoever shows this puts its name there. */
function onEach(words: readonly string[]): string {
  return namesSeveral(words) ? ' --host <server>' : '';
}
