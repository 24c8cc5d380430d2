import { expect, test } from 'vitest';
import { offers, parseEhloKeywords } from '../../src/smtp/ehlo-keywords.js';

const full = {
  code: 250,
  lines: [
    'mail.example.com Axigen ESMTP hello',
    'PIPELINING',
    'AUTH PLAIN LOGIN CRAM-MD5',
    'AUTH=PLAIN LOGIN CRAM-MD5',
    'size 10485760',
    '',
    'OK',
  ],
};

test('keywords come in order, in upper case, duplicates and the old AUTH form kept', () => {
  expect(parseEhloKeywords(full)).toEqual([
    { keyword: 'PIPELINING', params: [] },
    { keyword: 'AUTH', params: ['PLAIN', 'LOGIN', 'CRAM-MD5'] },
    { keyword: 'AUTH', params: ['PLAIN', 'LOGIN', 'CRAM-MD5'] },
    { keyword: 'SIZE', params: ['10485760'] },
    { keyword: 'OK', params: [] },
  ]);
});

test('the greeting line is no keyword, even when it looks like one', () => {
  expect(parseEhloKeywords({ code: 250, lines: ['STARTTLS'] })).toEqual([]);
});

test('offers looks without regard to case', () => {
  const keywords = parseEhloKeywords(full);
  expect(offers(keywords, 'Size')).toBe(true);
  expect(offers(keywords, 'STARTTLS')).toBe(false);
});
