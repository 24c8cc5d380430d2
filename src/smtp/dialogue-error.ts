import { Cancelled } from '../errors.js';
import { type DialogueReason, describeNetworkError, describeReason, reasonOf } from './net-errors.js';

export interface DialogueErrorDetails {
  /** More exact words than the reason's own. */
  readonly message?: string;
  /** What of the answer had arrived, line by line; the last one may be cut off. Safe for a terminal. */
  readonly heard?: readonly string[];
  readonly cause?: unknown;
}

/** A conversation with a server that could not be held to its end. */
export class DialogueError extends Error {
  readonly reason: DialogueReason;
  readonly heard: readonly string[];

  constructor(reason: DialogueReason, details: DialogueErrorDetails = {}) {
    super(
      details.message ?? describeReason(reason),
      details.cause === undefined ? {} : { cause: details.cause },
    );
    this.name = 'DialogueError';
    this.reason = reason;
    this.heard = details.heard ?? [];
  }
}

/** Any failure of a socket as a DialogueError. */
export function dialogueError(error: unknown): DialogueError {
  if (error instanceof DialogueError) return error;
  return new DialogueError(reasonOf(error), { message: describeNetworkError(error), cause: error });
}

/**
 * The failure to report, as data. A cancellation is no finding about a server, so it goes up as `Cancelled`;
 * what is not a DialogueError is a defect of ours and goes up as it is.
 */
export function reportable(error: unknown): DialogueError {
  if (!(error instanceof DialogueError)) throw error;
  if (error.reason === 'cancelled') throw new Cancelled();
  return error;
}
