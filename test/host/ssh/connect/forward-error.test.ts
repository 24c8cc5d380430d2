import { expect, test } from 'vitest';
import { forwardError } from '../../../../src/host/ssh/connect/forward.js';

/** Reasons of RFC 4254, 5.1, with words as of OpenSSH old and new, and of others. */
const refusals: readonly (readonly [number | undefined, string, string, string])[] = [
  [1, 'open failed', '127.0.0.1', 'EPROHIBITED'],
  [1, 'administratively prohibited: open failed', '127.0.0.1', 'EPROHIBITED'],
  [2, 'Connection refused', '127.0.0.1', 'ECONNREFUSED'],
  [2, 'Connection timed out', '192.0.2.1', 'ETIMEDOUT'],
  [2, 'No route to host', '192.0.2.1', 'EHOSTUNREACH'],
  [2, 'Network is unreachable', '192.0.2.1', 'ENETUNREACH'],
  [2, 'Name or service not known', 'name.invalid', 'ENOTFOUND'],
  [2, 'open failed', '127.0.0.1', 'ECONNREFUSED'],
  [2, 'open failed', 'localhost', 'ECONNREFUSED'],
  [2, 'open failed', '192.0.2.1', 'EHOSTUNREACH'],
  [2, 'Connection denied by policy', '127.0.0.1', 'EPROHIBITED'],
  [4, 'open failed', '127.0.0.1', 'EAGAIN'],
  [undefined, 'server closed channel unexpectedly', '127.0.0.1', 'EHOSTUNREACH'],
];

test.each(refusals)('reason %s "%s" at %s is %s', (reason, words, address, code) => {
  const failure = Object.assign(new Error(`(SSH) Channel open failure: ${words}`), { reason });
  const error = forwardError(failure, address, 25);
  expect(error).toMatchObject({ name: 'ForwardError', code });
  expect(error.message).toContain(words);
});

test('the words of a server are made safe', () => {
  const failure = Object.assign(new Error('(SSH) Channel open failure: \x1b[2J'), { reason: 2 });
  expect(forwardError(failure, '127.0.0.1', 25).message).not.toContain('\x1b');
});
