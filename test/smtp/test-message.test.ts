import { describe, expect, test } from 'vitest';
import { findHeaders, headerBlock } from '../../src/smtp/headers.js';
import { makeNonce } from '../../src/smtp/nonce.js';
import { buildTestMessage, fillTestMessage, type TestMessageValues } from '../../src/smtp/test-message.js';

const values: TestMessageValues = {
  from: 'postmaster@example.com',
  to: 'info@example.com',
  nonce: 'deadbeefcafe',
  date: new Date(Date.UTC(2006, 10, 5, 6, 7, 8)),
  hostname: 'mail.example.com',
  product: 'The Scanner 2.51',
};

test('the message says what it is, carries its nonce, and asks for no automatic answer', () => {
  const message = buildTestMessage(values);
  const text = Buffer.from(message).toString('latin1');
  expect(headerBlock(message)).toEqual([
    { name: 'From', value: 'postmaster@example.com' },
    { name: 'To', value: 'info@example.com' },
    { name: 'Subject', value: 'Test of the mail gateway on mail.example.com' },
    { name: 'Date', value: 'Sun, 05 Nov 2006 06:07:08 +0000' },
    { name: 'Message-ID', value: '<deadbeefcafe@mail.example.com>' },
    { name: 'X-Gateway-Setup-Nonce', value: 'deadbeefcafe' },
    { name: 'Auto-Submitted', value: 'auto-generated' },
    { name: 'MIME-Version', value: '1.0' },
    { name: 'Content-Type', value: 'text/plain; charset=us-ascii' },
    { name: 'Content-Transfer-Encoding', value: '7bit' },
  ]);
  expect(text).toContain('\r\nThe Scanner 2.51\r\n');
  expect(text).toContain('sent by gateway-setup');
  expect(text).not.toMatch(/[^\r]\n|\{\{|[^\t\r\n -~]/);
  expect(text.endsWith('\r\n')).toBe(true);
  expect(Math.max(...text.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
});

describe('what could add a header field or does not fit one is refused', () => {
  const bad: [keyof TestMessageValues, string | Date][] = [
    ['from', 'a@b.example\r\nBcc: c@d.example'],
    ['from', ''],
    ['from', 'A Name <a@b.example>'],
    ['to', 'a@b.example\nX: y'],
    ['to', 'no-at-sign'],
    ['to', 'a@b@c'],
    ['to', 'a\0@b'],
    ['nonce', 'short'],
    ['nonce', 'deadbeef\r\nX: y'],
    ['nonce', 'dead beef cafe'],
    ['hostname', 'mail\nX: y'],
    ['hostname', 'mail example'],
    ['hostname', ''],
    ['product', 'x\ry'],
    ['product', 'x\ny'],
    ['product', 'Sc\u00e4nner'],
    ['product', 'x'.repeat(256)],
    ['date', new Date(Number.NaN)],
  ];
  test.each(bad)('%s: %j', (key, value) => {
    expect(() => buildTestMessage({ ...values, [key]: value })).toThrow(RangeError);
  });
});

test('a value that looks like a placeholder stays as it is', () => {
  const message = fillTestMessage('A: {{product}}\n', { ...values, product: '{{to}} $& $1' });
  expect(findHeaders(message, 'a')).toEqual([{ name: 'A', value: '{{to}} $& $1' }]);
});

test.each([['X: {{nobody}}\n'], ['X: {{toString}}\n'], [`${'x'.repeat(999)}\n`], ['caf\u00e9\n']])(
  'a template that does not fit is refused (%#)',
  (template) => {
    expect(() => fillTestMessage(template, values)).toThrow(RangeError);
  },
);

test('a nonce is new each time and fits the message', () => {
  const nonce = makeNonce();
  expect(nonce).not.toBe(makeNonce());
  expect(findHeaders(buildTestMessage({ ...values, nonce }), 'x-gateway-setup-nonce')).toHaveLength(1);
});
