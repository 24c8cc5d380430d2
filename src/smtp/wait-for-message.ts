import { Cancelled } from '../errors.js';
import { type Clock, sleep, systemClock } from './clock.js';
import { type Connect, type ConversationOptions, connectWithin } from './connect.js';
import { findHeaders } from './headers.js';
import { type Mailbox, openMailbox } from './mailbox.js';
import { type MailboxError, type MailboxReason, mailboxError } from './mailbox-error.js';
import { checkNonce, nonceHeader } from './nonce.js';
import { Transcript, type TranscriptEntry } from './transcript.js';

export interface WaitOptions extends ConversationOptions {
  /** Connects to the POP3 service. */
  readonly connect: Connect;
  readonly user: string;
  readonly password: string;
  readonly nonce: string;
  /** Milliseconds to go on looking; > 0. One last look is taken when they are over. */
  readonly deadlineMs: number;
  /** Milliseconds between two looks; > 0. */
  readonly pollMs: number;
}

/** How waiting ended; `transcript` is that of the last look. */
export type WaitResult =
  | {
      readonly kind: 'found';
      readonly raw: Uint8Array;
      readonly waitedMs: number;
      /** The server confirmed that the message is gone. */
      readonly removed: boolean;
      readonly transcript: readonly TranscriptEntry[];
    }
  | {
      readonly kind: 'absent';
      readonly waitedMs: number;
      /** How many messages the mailbox held at the last look. */
      readonly seen: number;
      readonly transcript: readonly TranscriptEntry[];
    }
  | {
      readonly kind: 'failed';
      readonly error: MailboxError;
      readonly transcript: readonly TranscriptEntry[];
    };

/** Failures that may pass by themselves. A refused password is not among them: it is never tried again. */
const passing: ReadonlySet<MailboxReason> = new Set([
  'refused',
  'unreachable',
  'timeout',
  'closed',
  'reset',
  'busy',
]);
const maxFailuresInARow = 3;
/** Messages looked at in one look, newest first: ours has only just been sent. */
const maxLooked = 50;
/** Ours is small, also with what a scanner adds; larger ones are not worth fetching. */
const maxMessageBytes = 256 * 1024;

/**
 * Looks into a mailbox again and again until the message with this nonce is there, fetches it and removes it,
 * and only it. Every look is a session of its own, as a POP3 session does not see what arrives meanwhile.
 * Three failed looks in a row, or one refused login, end the wait.
 * @throws Cancelled; RangeError for a nonce, user or password that no mail server could be given.
 */
export async function waitForMessage(options: WaitOptions): Promise<WaitResult> {
  checkNonce(options.nonce);
  const clock = options.clock ?? systemClock;
  const started = clock.now();
  let seen = 0;
  let skipApop = false;
  let failures = 0;
  for (;;) {
    const transcript = new Transcript();
    let failure: MailboxError | undefined;
    try {
      const look = await lookOnce(options, skipApop, transcript);
      const waitedMs = Math.round(clock.now() - started);
      if (look.found !== undefined) {
        return { kind: 'found', ...look.found, waitedMs, transcript: transcript.entries };
      }
      ({ seen } = look);
      skipApop ||= look.apopRefused;
      failures = 0;
    } catch (error) {
      failure = mailboxError(error);
      if (failure.reason === 'cancelled') throw new Cancelled();
      skipApop ||= failure.apopRefused;
      failures += 1;
    }
    const left = started + options.deadlineMs - clock.now();
    if (failure !== undefined) {
      const hopeless = !passing.has(failure.reason) || failures >= maxFailuresInARow;
      if (hopeless || left <= 0) return { kind: 'failed', error: failure, transcript: transcript.entries };
    }
    if (left <= 0) return absent(clock, started, seen, transcript);
    await sleep(clock, Math.min(options.pollMs, left), options.signal);
  }
}

function absent(clock: Clock, started: number, seen: number, transcript: Transcript): WaitResult {
  return {
    kind: 'absent',
    waitedMs: Math.round(clock.now() - started),
    seen,
    transcript: transcript.entries,
  };
}

interface Look {
  readonly found?: { readonly raw: Uint8Array; readonly removed: boolean };
  readonly seen: number;
  readonly apopRefused: boolean;
}

async function lookOnce(options: WaitOptions, skipApop: boolean, transcript: Transcript): Promise<Look> {
  const stream = await connectWithin(options.connect, options);
  const mailbox = await openMailbox(stream, { ...options, skipApop, transcript, maxMessageBytes });
  try {
    const { apopRefused } = mailbox;
    const messages = await mailbox.sizes();
    const numbers = messages.filter(({ bytes }) => bytes <= maxMessageBytes).map(({ number }) => number);
    const number = await findByNonce(mailbox, numbers.reverse().slice(0, maxLooked), options.nonce);
    if (number === undefined) {
      await leave(mailbox);
      return { seen: messages.length, apopRefused };
    }
    const raw = await mailbox.retr(number);
    return { found: { raw, removed: await remove(mailbox, number) }, seen: messages.length, apopRefused };
  } finally {
    mailbox.close();
  }
}

async function findByNonce(
  mailbox: Mailbox,
  numbers: readonly number[],
  nonce: string,
): Promise<number | undefined> {
  for (const number of numbers) {
    const head = await mailbox.top(number, 0).catch(unlessRejected);
    if (head !== undefined && findHeaders(head, nonceHeader).some(({ value }) => value === nonce))
      return number;
  }
  return undefined;
}

/** A message that the server will not give out (damaged, just removed) must not hide the others. */
function unlessRejected(error: unknown): undefined {
  if (mailboxError(error).reason !== 'rejected') throw error;
  return undefined;
}

/** Found is found: that a message could not be removed afterwards is told, but is no failure. */
async function remove(mailbox: Mailbox, number: number): Promise<boolean> {
  try {
    await mailbox.dele(number);
    await mailbox.quit();
    return true;
  } catch (error) {
    mailboxError(error);
    return false;
  }
}

async function leave(mailbox: Mailbox): Promise<void> {
  try {
    await mailbox.quit();
  } catch (error) {
    mailboxError(error);
  }
}
