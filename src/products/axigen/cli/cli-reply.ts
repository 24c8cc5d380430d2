/** One answer of AXIGEN's command line: lines, a status line, a prompt (facts: axigen 2). */
export interface CliReply {
  /** What came before the status line. As AXIGEN sent it: show only what `safe` of the transcript makes of it. */
  readonly body: readonly string[];
  /** The status line, such as `-ERR: no such listener`; empty: there was none, as before the login. */
  readonly status: string;
  readonly prompt: string;
  /** Nothing was refused. */
  readonly ok: boolean;
}

export function isStatus(line: string): boolean {
  return /^(\+OK|-ERR)\b/i.test(line);
}

export function isRefusal(line: string): boolean {
  return /^-ERR\b/i.test(line);
}

/** The status is the last line before the prompt that is not blank. */
export function statusOf(lines: readonly string[]): string {
  const last = lines.findLast((line) => line.trim() !== '') ?? '';
  return isStatus(last) ? last : '';
}

export function cliReply(lines: readonly string[], prompt: string): CliReply {
  const status = statusOf(lines);
  const body = status === '' ? lines : lines.slice(0, lines.lastIndexOf(status));
  return { body, status, prompt, ok: !isRefusal(status) };
}
