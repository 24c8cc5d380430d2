import { SourceError } from '../source-error.js';

/** A command that cannot be obeyed; its message stands behind `-ERR: `. */
export class CliError extends Error {
  override readonly name = 'CliError';
}

/** What is said of a command that failed, in one line. */
export function refusalOf(error: unknown): string {
  const text =
    error instanceof SourceError ? error.reason : error instanceof Error ? error.message : `${error}`;
  return text.replace(/[\x00-\x1f\x7f]+/g, ' ');
}
