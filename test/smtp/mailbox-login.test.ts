import { describe, expect, test } from 'vitest';
import { apopDigest, apopTimestamp, loginRefusal } from '../../src/smtp/mailbox-login.js';

describe('apopTimestamp', () => {
  test.each([
    ['POP3 server ready <1896.697170952@dbc.mtview.ca.us>', '<1896.697170952@dbc.mtview.ca.us>'],
    ['POP3 server on <mail> ready <12.34@mail>', '<12.34@mail>'],
    ['<12.34@mail> ready', '<12.34@mail>'],
    ['POP3 server ready', undefined],
    ['POP3 <not a timestamp> ready', undefined],
    ['POP3 <> ready', undefined],
    ['POP3 <\u001b[31m> ready', undefined],
    ['', undefined],
  ])('%j', (greeting, timestamp) => {
    expect(apopTimestamp(greeting)).toBe(timestamp);
  });
});

test('apopDigest is that of the example in RFC 1939', () => {
  expect(apopDigest('<1896.697170952@dbc.mtview.ca.us>', 'tanstaaf')).toBe(
    'c4c9334bac560ecc979e58001b3e22fb',
  );
});

describe('loginRefusal', () => {
  test.each([
    ['', 'wrong-password'],
    ['invalid password', 'wrong-password'],
    ['authentication failed', 'wrong-password'],
    ['account locked', 'wrong-password'],
    ['[AUTH] mailbox locked out', 'wrong-password'],
    ['[IN-USE] do you have another POP session running?', 'busy'],
    ['[SYS/TEMP] try later', 'busy'],
    ['[LOGIN-DELAY] too soon', 'busy'],
    ['maildrop already locked', 'busy'],
    ['unable to lock mailbox', 'busy'],
    ['Mailbox is in use', 'busy'],
    ['plaintext authentication disallowed', 'needs-encryption'],
    ['must issue STLS first', 'needs-encryption'],
    ['login requires a secure connection', 'needs-encryption'],
  ])('%j is %s', (text, reason) => {
    expect(loginRefusal(text)).toBe(reason);
  });
});
