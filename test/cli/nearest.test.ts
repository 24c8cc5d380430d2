import { expect, test } from 'vitest';
import { nearest } from '../../src/cli/nearest.js';

test.each([
  ['lisense', 'license'],
  ['licens', 'license'],
  ['LICENSE', 'license'],
  ['recepient', 'recipient'],
  ['mailboxuser', 'mailbox-user'],
  ['qqqqqqq', undefined],
  ['', undefined],
])('%j means %j', (word, meant) => {
  expect(nearest(word, ['license', 'recipient', 'mailbox-user'])).toBe(meant);
});
