import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { unifiedPatch } from '../../src/text/unified-patch.js';

const folder = mkdtempSync(join(tmpdir(), 'gateway-setup-patch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the real `patch` makes of the file, as the plan tells people to call it. */
function patched(before: Buffer, after: Buffer, name = 'a.cfg'): Buffer {
  const file = join(folder, name);
  writeFileSync(file, before);
  const diff = unifiedPatch(file, before, after);
  execFileSync('patch', ['-p0', '--quiet'], { cwd: '/', input: diff, stdio: ['pipe', 'ignore', 'inherit'] });
  return readFileSync(file);
}

const text = fc
  .array(
    fc.constantFrom(
      'a',
      'b',
      ' ',
      '\t',
      '\n',
      '\n',
      '\r\n',
      '\u00e4',
      '\u0085',
      '\u000b',
      '\u2028',
      '-',
      '+',
      '@',
    ),
    {
      minLength: 1,
      maxLength: 60,
    },
  )
  .map((parts) => parts.join(''));

test.each(['utf8', 'latin1'] as const)('patch makes the very bytes of it, %s', (encoding) => {
  fc.assert(
    fc.property(text, text, (one, other) => {
      const [before, after] = [Buffer.from(one, encoding), Buffer.from(other, encoding)];
      fc.pre(!before.equals(after));
      expect(patched(before, after)).toEqual(after);
    }),
    { numRuns: 60 },
  );
});

test.each([
  ['an end of line is added at the end', 'a\nb', 'a\nb\n'],
  ['ends of lines change', 'a\r\nb\r\n', 'a\nb\n'],
  ['two places far from each other', `a\n${'x\n'.repeat(20)}b\n`, `A\n${'x\n'.repeat(20)}B\n`],
])('%s', (_what, before, after) => {
  expect(patched(Buffer.from(before), Buffer.from(after)).toString()).toBe(after);
});

test.each([
  'with space',
  'tab\there',
  'new\nline',
  'quo"te',
  '\tquo"te',
  'back\\slash',
  '\u00c4ther',
  '\t\u00c4ther',
])('patch finds the file %j', (name) => {
  expect(patched(Buffer.from('a\n'), Buffer.from('b\n'), name).toString()).toBe('b\n');
});

test('an empty side is numbered by the line before it, as diff -u does', () => {
  const header = (before: string, after: string) =>
    Buffer.from(unifiedPatch('/a', Buffer.from(before), Buffer.from(after)))
      .toString()
      .match(/^@@.*@@$/m)?.[0];
  expect(header('', 'x\n')).toBe('@@ -0,0 +1,1 @@');
  expect(header('x\n', '')).toBe('@@ -1,1 +0,0 @@');
});

test('nothing differs: there is no patch', () => {
  expect(unifiedPatch('/etc/a', Buffer.from('a\n'), Buffer.from('a\n'))).toHaveLength(0);
});
