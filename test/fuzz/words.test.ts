import { expect, test } from 'vitest';
import { usage, wordsOf } from './words.js';

test('without words: one round, with any seed', () => {
  expect(wordsOf([])).toEqual({ seed: undefined, runs: 2000, only: '', path: undefined, minutes: 0 });
});

test('numbers are read', () => {
  expect(wordsOf(['--seed', '7', '--runs', '50', '--minutes', '0.5'])).toMatchObject({
    seed: 7,
    runs: 50,
    minutes: 0.5,
  });
});

test.each([['--help'], ['-h']])('%s asks for the usage', (flag) => {
  expect(wordsOf([flag])).toEqual({ help: true });
});

test.each([
  [['--frob'], /^Unknown option '--frob'/],
  [['word'], /^Unexpected argument 'word'/],
  [['--seed'], /--seed/],
  [['--runs', 'many'], /^--runs takes a number, and "many" is none\.$/],
])('%j is told in a line', (args, message) => {
  expect(wordsOf(args)).toEqual({ problem: expect.stringMatching(message) });
});

test.each(['--seed', '--runs', '--only', '--path', '--minutes', '--help'])('%s is in the usage', (flag) => {
  expect(usage).toContain(`  ${flag} `);
});
