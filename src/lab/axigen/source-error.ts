/** A configuration or policy file that cannot be used; the message names the file and the line. */
export class SourceError extends Error {
  /** @param line counted from 1 */
  constructor(
    readonly file: string,
    readonly line: number,
    readonly reason: string,
  ) {
    super(`${file}:${line}: ${reason}`);
    this.name = 'SourceError';
  }
}
