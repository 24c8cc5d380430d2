import { ExitCode, UserError } from '../../../errors.js';
import { escapeControl } from '../../../text/escape.js';

/** A line of a configuration file. */
export interface Place {
  readonly file: string;
  /** Counted from 1; undefined: the file as a whole. */
  readonly line?: number;
}

/** `trouble`: a clause. */
export function configTrouble({ file, line }: Place, trouble: string, next?: string): UserError {
  const where = line === undefined ? file : `${file}, line ${line}`;
  return routeTrouble(
    `${escapeControl(where)}: ${escapeControl(trouble)}.`,
    next ?? 'Put that right, or name another configuration file, then run the same command again.',
  );
}

export function routeTrouble(message: string, next: string): UserError {
  return new UserError(message, {
    why: 'The SSH configuration says how the server is reached, so nothing was sent to it.',
    next,
    exitCode: ExitCode.couldNotLook,
  });
}

/** What only the ssh program itself can read. */
export const installSsh =
  'Install the ssh program of OpenSSH, which is then asked, or write that line differently.';
