import { describe, expect, test } from 'vitest';
import { DpkgDebUsage, parseDpkgDebArguments, showDeb } from '../../../src/lab/commands/dpkg-deb-show.js';
import { buildDeb } from '../../../src/lab/packages/build-deb.js';
import { PackageError } from '../../../src/lab/packages/package-error.js';

const deb = buildDeb({ name: 'nod32lms', version: '2.51', release: '1', summary: 'x', files: [] });

describe('the stand-in of dpkg-deb', () => {
  test.each([
    [['-W', 'x.deb'], 'nod32lms\t2.51-1\n'],
    [['-W', '--showformat=${Package}\\t${Version}\\n', 'x.deb'], 'nod32lms\t2.51-1\n'],
    [['--show', '--showformat=${Architecture}', 'x.deb'], 'all'],
  ])('%j', (args, expected) => {
    expect(showDeb(parseDpkgDebArguments(args), deb)).toBe(expected);
  });

  test('what is not a package is said to be none', () => {
    expect(() => showDeb({ format: '', file: 'x' }, Buffer.from('<html>'))).toThrow(PackageError);
  });

  test.each([[[]], [['x.deb']], [['-W']], [['-W', 'a', 'b']], [['-x', 'a', 'b']]])(
    '%j is refused',
    (args) => {
      expect(() => parseDpkgDebArguments(args)).toThrow(DpkgDebUsage);
    },
  );
});
