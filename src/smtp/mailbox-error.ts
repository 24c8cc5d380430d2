import { DialogueError } from './dialogue-error.js';
import type { DialogueReason } from './net-errors.js';

/**
 * wrong-password: the server did not accept user and password; needs-encryption: it takes none in the clear;
 * busy: somebody else has the mailbox open; rejected: it refused another command. The rest is about the
 * connection, as in DialogueError ('refused' is a refused connection).
 */
export type MailboxReason = DialogueReason | 'wrong-password' | 'needs-encryption' | 'busy' | 'rejected';

export interface MailboxErrorDetails {
  /** The server accepted no APOP in this session: the next one had better not try it again. */
  readonly apopRefused?: boolean;
  readonly cause?: unknown;
}

/** A mailbox that could not be opened or read. The message is safe to show and never holds the password. */
export class MailboxError extends Error {
  readonly reason: MailboxReason;
  readonly apopRefused: boolean;

  constructor(reason: MailboxReason, message: string, details: MailboxErrorDetails = {}) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
    this.name = 'MailboxError';
    this.reason = reason;
    this.apopRefused = details.apopRefused ?? false;
  }
}

/**
 * A failed conversation as a MailboxError; anything else is a defect of ours and is thrown on. What was heard
 * is left behind on purpose: a server may echo the password.
 */
export function mailboxError(error: unknown): MailboxError {
  if (error instanceof MailboxError) return error;
  if (error instanceof DialogueError)
    return new MailboxError(error.reason, error.message, { cause: error.cause });
  throw error;
}
