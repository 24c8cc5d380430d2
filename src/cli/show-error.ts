import { Cancelled, ExitCode, UserError } from '../errors.js';
import { quoteWord } from '../host/shell.js';
import type { Io } from '../io.js';
import { userErrorLines } from '../report/human/error.js';
import { paintWith } from '../report/human/paint.js';
import { escapeControl } from '../text/escape.js';
import { onHost } from '../text/on-host.js';
import { namesSeveral } from './names-several.js';
import { version } from './version.js';

export interface ErrorContext {
  readonly verbose: boolean;
  /** The server that it was about, as it was typed. */
  readonly host?: string | undefined;
  /** What was run: the verb, if any, and what follows it; none: the wizard. */
  readonly words?: readonly string[];
}

/** Tells on standard error how it ended, and gives the exit code. Only a defect of ours has a stack, and only with --verbose. */
export function showError(error: unknown, io: Io, { verbose, words, host }: ErrorContext): number {
  const write = (lines: readonly string[]) => void io.stderr.write(lines.map((line) => `${line}\n`).join(''));
  if (error instanceof Cancelled || isAbort(error)) {
    write(['', ...cancelledLines(words, host).map((line) => onHost(line, host))]);
    return ExitCode.cancelled;
  }
  if (error instanceof UserError) {
    const columns = io.stderr.columns || 80;
    write(userErrorLines(addressed(error, host), paintWith({ colour: false, unicode: false, columns })));
    return error.exitCode;
  }
  write([
    `This is a defect in gateway-setup ${version()}: ${escapeControl(messageOf(error))}`,
    onHost(
      '  If anything was changed, the journal on the server has it: gateway-setup rollback --list',
      host,
    ),
    '  Please report it to the maintainers of gateway-setup,',
    verbose ? '  with the lines below.' : '  with what the same command prints with --verbose.',
    ...(verbose ? stackOf(error) : []),
  ]);
  return ExitCode.failed;
}

/** The same, with the commands that it names as they have to be typed for that server. */
function addressed(error: UserError, host: string | undefined): UserError {
  if (host === undefined || error.next === undefined) return error;
  return new UserError(error.message, {
    ...(error.why === undefined ? {} : { why: error.why }),
    next: onHost(error.next, host),
    exitCode: error.exitCode,
  });
}

/** Commands that are begun again by their own name. */
const ownWords: ReadonlySet<string> = new Set(['audit', 'verify', 'plan', 'apply', 'history', 'answers']);

/** A setup or rollback that has changed something tells itself how that stands: then nothing is cancelled here. */
function cancelledLines(words: readonly string[] | undefined, host: string | undefined): string[] {
  const [verb = '', file = ''] = words ?? [];
  if (verb === 'lab') return ['Cancelled.'];
  if (verb === 'rollback') {
    return ['Cancelled. Nothing was taken back.', 'To take it back after all: gateway-setup rollback'];
  }
  // Without its servers the command would be about this machine.
  if (namesSeveral(words ?? []))
    return ['Cancelled. Nothing was changed.', 'To begin again, give the same command.'];
  const plan =
    verb === 'apply' && file !== '' && !file.startsWith('-') ? ` ${escapeControl(quoteWord(file), 300)}` : '';
  const again = ownWords.has(verb) ? ` ${verb}${plan}` : '';
  return [
    'Cancelled. Nothing was changed.',
    `To begin again: gateway-setup${again}${host === undefined || again !== '' ? '' : ` --host ${escapeControl(host, 200)}`}`,
  ];
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
