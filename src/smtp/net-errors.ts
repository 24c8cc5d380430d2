import { escapeControl } from '../text/escape.js';

/** Why a conversation could not be held, or broke off. */
export type DialogueReason =
  | 'refused'
  | 'timeout'
  | 'closed'
  | 'too-long'
  | 'reset'
  | 'unreachable'
  | 'cancelled'
  | 'malformed';

const plainWords: Readonly<Record<DialogueReason, string>> = {
  refused: 'nothing accepts connections there (connection refused)',
  timeout: 'no answer came in time',
  closed: 'the server closed the connection',
  'too-long': 'the server sent more than an answer may hold',
  reset: 'the server cut the connection (reset)',
  unreachable: 'the address could not be reached',
  cancelled: 'the conversation was cancelled',
  malformed: 'the answer does not follow the protocol',
};

interface Meaning {
  readonly reason: DialogueReason;
  /** More exact than the reason's own words. */
  readonly words?: string;
}

const meanings: Readonly<Record<string, Meaning>> = {
  ECONNREFUSED: { reason: 'refused' },
  ECONNRESET: { reason: 'reset' },
  ECONNABORTED: { reason: 'reset' },
  EPIPE: { reason: 'reset' },
  ETIMEDOUT: { reason: 'timeout' },
  EHOSTUNREACH: { reason: 'unreachable', words: 'there is no way to that host (host unreachable)' },
  ENETUNREACH: { reason: 'unreachable', words: 'there is no way to that network (network unreachable)' },
  EHOSTDOWN: { reason: 'unreachable', words: 'that host is down' },
  ENETDOWN: { reason: 'unreachable', words: 'the network is down' },
  EADDRNOTAVAIL: { reason: 'unreachable', words: 'that address does not exist on this machine' },
  ENOTFOUND: { reason: 'unreachable', words: 'that host name is not known' },
  EAI_AGAIN: { reason: 'unreachable', words: 'the name server did not answer' },
  EACCES: { reason: 'unreachable', words: 'the system does not permit this connection' },
  EPERM: { reason: 'unreachable', words: 'a firewall rule on this machine forbids this connection' },
  ABORT_ERR: { reason: 'cancelled' },
};

const known = new Map(Object.entries(meanings));

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  // Several addresses of one name were tried: the first failure speaks for all.
  return error instanceof AggregateError ? codeOf(error.errors[0]) : undefined;
}

/** What a failed connection means. What is not known counts as unreachable, never as refused. */
export function reasonOf(error: unknown): DialogueReason {
  return known.get(codeOf(error) ?? '')?.reason ?? 'unreachable';
}

/** A reason in plain words: a clause that fits after a colon, without a full stop. */
export function describeReason(reason: DialogueReason): string {
  return plainWords[reason];
}

/** A failure of the network in plain words, safe for a terminal. */
export function describeNetworkError(error: unknown): string {
  // An SSH server that makes no connections: how far that goes stands in its message.
  if (codeOf(error) === 'EPROHIBITED' && error instanceof Error) return escapeControl(error.message, 300);
  const entry = known.get(codeOf(error) ?? '');
  if (entry !== undefined) return entry.words ?? plainWords[entry.reason];
  const message = error instanceof Error ? error.message : String(error);
  return message === '' ? 'the connection failed' : `the connection failed: ${escapeControl(message, 300)}`;
}
