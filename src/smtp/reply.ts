import { DialogueError } from './dialogue-error.js';

/** An answer of an SMTP server: plain data. */
export interface Reply {
  /** 200 to 599. */
  readonly code: number;
  /** The text of each line, without its code; at least one. */
  readonly lines: readonly string[];
}

/** More lines than any real answer has; an endless one must end somewhere. */
export const maxReplyLines = 100;

/**
 * The reply that `lines` make up (RFC 5321 4.2), or undefined while its last line is still to come.
 * A bare code counts as a last line without text, as the RFC advises.
 * @throws DialogueError malformed when it is not SMTP or the codes differ; too-long above 100 lines.
 */
export function parseReply(lines: readonly string[]): Reply | undefined {
  const texts: string[] = [];
  let code: string | undefined;
  for (const line of lines) {
    const match = /^([2-5][0-9]{2})(?:([ -])(.*))?$/s.exec(line);
    if (match === null) throw malformed('the answer is not that of a mail server', lines);
    if (code !== undefined && match[1] !== code) throw malformed('the answer mixes two codes', lines);
    code = match[1];
    texts.push(match[3] ?? '');
    if (match[2] !== '-') return { code: Number(code), lines: texts };
  }
  if (lines.length >= maxReplyLines) {
    throw new DialogueError('too-long', {
      message: `an answer of over ${maxReplyLines} lines`,
      heard: lines,
    });
  }
  return undefined;
}

function malformed(message: string, heard: readonly string[]): DialogueError {
  return new DialogueError('malformed', { message, heard });
}

/** On one line, as a person would read it out: `421 closing connection`. */
export function replyText(reply: Reply): string {
  return `${reply.code} ${reply.lines.join(' / ')}`.trimEnd();
}

/** 2xx: done, as asked. */
export function isPositive(code: number): boolean {
  return code >= 200 && code < 300;
}
