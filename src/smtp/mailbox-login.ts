import { createHash } from 'node:crypto';
import { MailboxError, type MailboxReason, mailboxError } from './mailbox-error.js';
import type { Pop3Session } from './pop3-session.js';

export interface Credentials {
  readonly user: string;
  readonly password: string;
  /** Do not try APOP: the server is known to refuse it. */
  readonly skipApop?: boolean | undefined;
}

/**
 * Logs in: by APOP where the greeting offers it, so that the password does not cross the wire, else, or if
 * that is refused, by USER and PASS. A wrong password is tried in these two forms at most, once each:
 * servers close after a few failed logins in a session (`maxAuthErrors = 5` is common), and some lock the account.
 * @returns whether APOP was refused. @throws MailboxError; RangeError for CR, LF or NUL in user or password.
 */
export async function logIn(
  session: Pop3Session,
  greeting: string,
  credentials: Credentials,
): Promise<{ readonly apopRefused: boolean }> {
  const { user, password } = credentials;
  if (/[\r\n\0]/.test(user)) throw new RangeError('a user name cannot contain an end of line');
  if (/[\r\n\0]/.test(password)) throw new RangeError('a password cannot contain an end of line');
  session.transcript.hide(password);
  const timestamp = apopTimestamp(greeting);
  if (timestamp === undefined || credentials.skipApop) {
    await withUserAndPass(session, user, password);
    return { apopRefused: false };
  }
  const digest = apopDigest(timestamp, password);
  session.transcript.hide(digest);
  const { ok, text } = await session.command(`APOP ${user} ${digest}`, `APOP ${user} <hidden>`);
  if (ok) return { apopRefused: false };
  if (loginRefusal(text) !== 'wrong-password') throw refusal(session, text);
  try {
    await withUserAndPass(session, user, password);
  } catch (error) {
    const failure = mailboxError(error);
    throw new MailboxError(failure.reason, failure.message, { apopRefused: true, cause: failure.cause });
  }
  return { apopRefused: true };
}

async function withUserAndPass(session: Pop3Session, user: string, password: string): Promise<void> {
  const name = await session.command(`USER ${user}`);
  if (!name.ok) throw refusal(session, name.text);
  const pass = await session.command(`PASS ${password}`, 'PASS <hidden>');
  if (!pass.ok) throw refusal(session, pass.text);
}

/** The timestamp in a greeting that offers APOP (RFC 1939 7): the last word in angle brackets. */
export function apopTimestamp(greeting: string): string | undefined {
  return /.*(<[!-;=?-~]+>)/s.exec(greeting)?.[1];
}

/** MD5 over timestamp and password in hexadecimal, as RFC 1939 7 has it. */
export function apopDigest(timestamp: string, password: string): string {
  return createHash('md5').update(timestamp, 'utf8').update(password, 'utf8').digest('hex');
}

/** Why a login was refused, as far as the server's words tell (response codes: RFC 2449 8, RFC 3206). */
export function loginRefusal(
  text: string,
): Extract<MailboxReason, 'busy' | 'needs-encryption' | 'wrong-password'> {
  if (/^\[(?:IN-USE|LOGIN-DELAY|SYS\/TEMP)\b/i.test(text)) return 'busy';
  if (/^\[AUTH\]/i.test(text)) return 'wrong-password';
  if (/\b(?:maildrop|mailbox)\b.*\b(?:lock(?:ed)?|in use|busy)\b/i.test(text)) return 'busy';
  if (/\block\b.*\b(?:maildrop|mailbox)\b/i.test(text)) return 'busy';
  if (/\b(?:tls|ssl|stls|encrypt\w*|plain ?text|secure (?:connection|channel))\b/i.test(text)) {
    return 'needs-encryption';
  }
  return 'wrong-password';
}

const meanings = {
  busy: 'somebody else has this mailbox open',
  'needs-encryption': 'the mail server takes no password over an unencrypted connection',
  'wrong-password': 'the mail server did not accept this user name and password',
} as const;

function refusal(session: Pop3Session, text: string): MailboxError {
  const reason = loginRefusal(text);
  const words = session.transcript.safe(text);
  return new MailboxError(reason, `${meanings[reason]}; it said: ${words || '(no reason)'}`);
}
