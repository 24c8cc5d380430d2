import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/package-root.js';
import { withPoints } from './hooked-script.js';

test.each([
  ['journal() {', 'journal() { crash_function journal "$@"; }\njournal__real() {'],
  ['  journal() {', '  journal() {'],
  [
    '  true > "$run/x" && return 0',
    '  { crash_point before note "$run/x"; true > "$run/x" && crash_point after note "$run/x"; } && return 0',
  ],
  [': > /a/b; cat', '{ crash_point before note /a/b; : > /a/b && crash_point after note /a/b; }; cat'],
  ['while read -r beat; do : > "$lock.alive"; done', 'while read -r beat; do : > "$lock.alive"; done'],
  ['say "to go on: : > $run/files/$1"', 'say "to go on: : > $run/files/$1"'],
])('%s', (script, wanted) => {
  expect(withPoints(script)).toBe(wanted);
});

describe('the scripts of the product', () => {
  const library = join(packageRoot(), 'templates', 'target', 'library');
  const text = readdirSync(library)
    .map((name) => readFileSync(join(library, name), 'utf8'))
    .join('\n');

  test('each function that counts as one action is there', () => {
    const found = [...withPoints(text).matchAll(/^(\w+)__real\(\) \{/gm)].map(([, name]) => name);
    expect(found.sort()).toEqual(
      [
        'install_package',
        'journal',
        'remove_package',
        'remove_packages',
        'run_installer',
        'run_service',
      ].sort(),
    );
  });

  // A POSIX shell ends when a redirection of a special builtin fails: nobody would put anything back.
  test('no special builtin makes a file, where that could fail, outside of a shell of its own', () => {
    const frame = readFileSync(join(packageRoot(), 'templates', 'target', 'undo.sh'), 'utf8');
    const made = `${text}\n${frame}`
      .split('\n')
      .filter((line) => /(^|[\s;{&|]): >/.test(line) && !/say "/.test(line));
    expect(made.filter((line) => !/\( set -C; : > /.test(line))).toEqual([]);
  });
});
