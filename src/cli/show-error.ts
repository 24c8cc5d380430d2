import { Cancelled, ExitCode, UserError } from '../errors.js';
import type { Io } from '../io.js';
import { userErrorLines } from '../report/human/error.js';
import { paintWith } from '../report/human/paint.js';
import { escapeControl } from '../text/escape.js';
import { version } from './version.js';

/** Tells on standard error how it ended, and gives the exit code. Only a defect of ours has a stack, and only with --verbose. */
export function showError(error: unknown, io: Io, verbose: boolean): number {
  const write = (lines: readonly string[]) => void io.stderr.write(lines.map((line) => `${line}\n`).join(''));
  if (error instanceof Cancelled || isAbort(error)) {
    write(['', 'Cancelled. To go on: gateway-setup. To take back what was changed: gateway-setup rollback.']);
    return ExitCode.cancelled;
  }
  if (error instanceof UserError) {
    const columns = io.stderr.columns ?? 80;
    write(userErrorLines(error, paintWith({ colour: false, unicode: false, columns })));
    return error.exitCode;
  }
  write([
    `This is a defect in gateway-setup ${version()}: ${escapeControl(messageOf(error))}`,
    '  What was changed so far is in the journal on the server; gateway-setup rollback takes it back.',
    verbose
      ? '  Please report it to the maintainers of gateway-setup with the lines below.'
      : '  Please report it to the maintainers of gateway-setup, with what the same command prints with --verbose.',
    ...(verbose ? stackOf(error) : []),
  ]);
  return ExitCode.failed;
}

/** What an aborted AbortSignal throws: somebody pressed Ctrl-C, nothing is wrong. */
function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function stackOf(error: unknown): string[] {
  return error instanceof Error && error.stack !== undefined
    ? error.stack.split('\n').map((line) => `  ${escapeControl(line)}`)
    : [];
}
