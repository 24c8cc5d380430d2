import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { appearanceFor } from '../../src/wizard/form.js';
import { toAscii } from '../../src/wizard/to-ascii.js';

const utf8 = { LANG: 'en_US.UTF-8', TERM: 'xterm' };
const none = { yes: false, plain: false, color: true };

test.each([
  ['a terminal', [true, true], utf8, none, ['terminal', true, true]],
  ['--plain', [true, true], utf8, { ...none, plain: true }, ['plain', false, false]],
  ['TERM=dumb', [true, true], { ...utf8, TERM: 'dumb' }, none, ['plain', false, false]],
  ['--yes', [true, true], utf8, { ...none, yes: true }, ['unattended', false, false]],
  ['no terminal to read from', [false, true], utf8, none, ['unattended', false, false]],
  ['no terminal to write to', [true, false], utf8, none, ['unattended', false, false]],
  ['NO_COLOR', [true, true], { ...utf8, NO_COLOR: '1' }, none, ['terminal', false, true]],
  ['an empty NO_COLOR', [true, true], { ...utf8, NO_COLOR: '' }, none, ['terminal', true, true]],
  ['--no-color', [true, true], utf8, { ...none, color: false }, ['terminal', false, true]],
  ['LANG=C', [true, true], { TERM: 'xterm', LANG: 'C' }, none, ['terminal', true, false]],
  ['LC_ALL before LANG', [true, true], { ...utf8, LC_ALL: 'POSIX' }, none, ['terminal', true, false]],
] as const)('%s', (_name, [inTerminal, outTerminal], env, wishes, [form, colour, unicode]) => {
  const stdin = Object.assign(new PassThrough(), { isTTY: inTerminal });
  const stdout = Object.assign(new PassThrough(), { isTTY: outTerminal });
  expect(appearanceFor({ stdin, stdout, env }, wishes)).toEqual({ form, colour, unicode, columns: 80 });
});

test('our typography has an ASCII form', () => {
  expect(toAscii('article’s “x” – a → b… é')).toBe('article\'s "x" - a -> b... ?');
});
