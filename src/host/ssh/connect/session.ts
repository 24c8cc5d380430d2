import type { Client, ClientChannel, SFTPWrapper } from 'ssh2';
import { ExitCode, UserError } from '../../../errors.js';
import { escapeControl } from '../../../text/escape.js';
import type { PtySize } from '../line.js';
import type { SessionCount } from './session-count.js';

/** How long one waits for another to end where the server opens no more, and then for its answer; milliseconds. */
const mostWaitMs = 60_000;

interface Session {
  end(): unknown;
}

export interface HeldSession<T> {
  readonly session: T;
  /** Once it has ended. */
  readonly give: () => void;
}

/**
 * Opens a session, if need be once one of ours has ended. @throws UserError when the server opens none; what `open` throws.
 */
export async function withSession<T extends Session>(
  sessions: SessionCount,
  server: string,
  lost: AbortSignal,
  open: () => Promise<T>,
  waitMs = mostWaitMs,
): Promise<HeldSession<T>> {
  // Not AbortSignal.any of a timeout: Node 20 lets that be collected as garbage before it fires.
  const late = new AbortController();
  const giveUp = () => late.abort();
  const timer = setTimeout(giveUp, waitMs);
  lost.addEventListener('abort', giveUp, { once: true });
  if (lost.aborted) giveUp();
  try {
    for (;;) {
      const give = await orLate(sessions.take(), late.signal, server);
      try {
        return { session: await answered(open(), server, waitMs), give };
      } catch (error) {
        const again = isRefusal(error) && sessions.refused();
        give();
        if (again) continue;
        throw isRefusal(error) ? noSession(server, error) : error;
      }
    }
  } finally {
    clearTimeout(timer);
    lost.removeEventListener('abort', giveUp);
  }
}

/** A turn that comes too late is passed on. */
function orLate(turn: Promise<() => void>, late: AbortSignal, server: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const onLate = () => {
      reject(noSession(server));
      turn.then((give) => give());
    };
    // As after a server that took its time to refuse.
    if (late.aborted) return onLate();
    late.addEventListener('abort', onLate, { once: true });
    turn.then((give) => {
      late.removeEventListener('abort', onLate);
      if (!late.aborted) resolve(give);
    });
  });
}

/** A server that lives but answers nothing is not waited for without end. */
function answered<T extends Session>(opening: Promise<T>, server: string, waitMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      reject(noAnswer(server, waitMs));
    }, waitMs);
    opening
      .then((session) => {
        if (isLate) session.end();
        else resolve(session);
      }, reject)
      .finally(() => clearTimeout(timer));
  });
}

/** RFC 4254, 5.1: a refusal to open a channel has a reason. */
function isRefusal(error: unknown): error is Error {
  return error instanceof Error && 'reason' in error && typeof error.reason === 'number';
}

function noSession(server: string, error?: Error): UserError {
  const words = error?.message.replace(/^\(SSH\) Channel open failure: /, '');
  const said = words === undefined ? '' : ` It says: ${escapeControl(words, 200)}.`;
  return new UserError(`${server} opens no session on this connection.${said}`, {
    why: 'Each command that runs on a server takes one. Its sshd lets only so many be open at once (MaxSessions).',
    next: 'Set MaxSessions to 10 in /etc/ssh/sshd_config on the server, or take the line out, and reload sshd.',
    exitCode: ExitCode.couldNotLook,
  });
}

function noAnswer(server: string, waitMs: number): UserError {
  return new UserError(
    `${server} lives, but did not answer within ${Math.ceil(waitMs / 1000)} seconds when a session was to be opened.`,
    {
      why: 'Each command that runs on a server takes a session.',
      next: 'It may be overloaded: look at its load and at the log of its sshd, then run the same command again.',
      exitCode: ExitCode.couldNotLook,
    },
  );
}

/** @throws Error, with a `reason` when the server opens no channel. */
export function execOver(client: Client, command: string, pty: PtySize | undefined): Promise<ClientChannel> {
  const options = pty === undefined ? {} : { pty: { term: pty.term, cols: pty.columns, rows: pty.rows } };
  return new Promise((resolve, reject) => {
    client.exec(command, options, (error, channel) => {
      if (error) reject(error);
      else resolve(channel);
    });
  });
}

/** @throws Error, with a `reason` when the server opens no channel. */
export function sftpOver(client: Client): Promise<SFTPWrapper> {
  return new Promise((resolve, reject) => {
    client.sftp((error, sftp) => {
      if (error) reject(error);
      else resolve(sftp);
    });
  });
}
