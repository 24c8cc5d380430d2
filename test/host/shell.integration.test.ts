import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ShellFragment, sh } from '../../src/host/shell.js';
import { shells } from './shells.js';

function runIn([command = '', ...args]: readonly string[], script: ShellFragment): Buffer {
  return execFileSync(command, [...args, '-c', script.text], { env: {}, stdio: ['ignore', 'pipe', 'pipe'] });
}

const hostile = [
  '',
  ' ',
  '-n',
  '--',
  '*',
  '?',
  '[a-z]',
  '~',
  '~root',
  '$HOME',
  '${HOME}',
  '$(id)',
  '`id`',
  '"',
  "'",
  "''",
  "it's",
  '\\',
  '\\n',
  'a\\',
  'line\nbreak',
  'ends in a line break\n',
  '\r',
  '\t',
  '\u001b[2J',
  '; id',
  '&& id',
  '| id',
  '> /etc/passwd',
  '#',
  '!',
  '!!',
  '{a,b}',
  'A=b',
  'if',
  '%s',
  '日本 🙂',
];

describe.each(shells)('in %s', (_, shell) => {
  test.each(hostile)('%j arrives as it is', (word) => {
    expect(runIn(shell, sh`printf '%s' ${word}`).toString()).toBe(word);
  });

  test('many at once stay apart', () => {
    expect(runIn(shell, sh`printf '%s\0' ${hostile}`).toString()).toBe(`${hostile.join('\0')}\0`);
  });

  test('inside a substitution in quotes', () => {
    const word = 'a \'b\' "c" $(d)';
    expect(runIn(shell, sh`x="$(printf '%s' ${word})"; printf '%s' "$x"`).toString()).toBe(word);
  });

  test('words in the place of a command are only ever names of commands', () => {
    for (const word of ['PATH=/nowhere', 'if', 'then', 'while', 'for', 'case', 'done'])
      expect(runIn(shell, sh`${word} 2> /dev/null || printf '%s' "$?"`).toString()).toBe('127');
  });

  test('any text without NUL', { timeout: 30_000 }, () => {
    const word = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom(...'\'"\\$`!*?[]{}()<>|&;#~ \n\t=%-ab') }),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), (words) => {
        fc.pre(words.every((one) => !one.includes('\0')));
        const printed = runIn(shell, sh`for word in ${words}; do printf '%s\0' "$word"; done`);
        expect(printed.toString()).toBe(words.map((one) => `${one}\0`).join(''));
      }),
      { numRuns: 60 },
    );
  });
});
