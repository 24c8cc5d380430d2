import { expect, test } from 'vitest';
import { failureCode } from '../../../../src/host/ssh/tcp/failure-code.js';

test.each([
  ['nc: connect to 127.0.0.1 port 1 (tcp) failed: Connection refused', 'ECONNREFUSED'],
  ['(UNKNOWN) [127.0.0.1] 1 (tcpmux) : Connection refused', 'ECONNREFUSED'],
  ['telnet: Unable to connect to remote host: Connection timed out', 'ETIMEDOUT'],
  ['connect: No route to host', 'EHOSTUNREACH'],
  ['connect: Network is unreachable', 'ENETUNREACH'],
  ['read: Connection reset by peer', 'ECONNRESET'],
  ['mail.example: unknown host', 'ENOTFOUND'],
  ['telnet: could not resolve mail.example/25: Name or service not known', 'ENOTFOUND'],
  ['Connection closed by foreign host.', undefined],
  ['', undefined],
])('%s', (words, code) => {
  expect(failureCode(words)).toBe(code);
});
