/** The exit codes of; scripts rely on them. */
export const ExitCode = {
  ok: 0,
  failed: 1,
  findings: 2,
  couldNotLook: 3,
  usage: 4,
  cancelled: 130,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

export interface UserErrorDetails {
  /** Why it matters, one sentence. */
  readonly why?: string;
  /** What to do now: a command or an action. */
  readonly next?: string;
  readonly exitCode?: ExitCode;
  readonly cause?: unknown;
}

/** Something a person can put right. Shown as message, why and next; never with a stack trace. */
export class UserError extends Error {
  readonly why: string | undefined;
  readonly next: string | undefined;
  readonly exitCode: ExitCode;

  constructor(message: string, details: UserErrorDetails = {}) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
    this.name = 'UserError';
    this.why = details.why;
    this.next = details.next;
    this.exitCode = details.exitCode ?? ExitCode.failed;
  }
}

/** The operator chose to stop (Ctrl-C, "quit"). Not a failure of anything. */
export class Cancelled extends Error {
  constructor(message = 'cancelled') {
    super(message);
    this.name = 'Cancelled';
  }
}
