import { describe, expect, test } from 'vitest';
import { buildDeb } from '../../../src/lab/packages/build-deb.js';
import { buildRpm } from '../../../src/lab/packages/build-rpm.js';
import type { PackageFile } from '../../../src/lab/packages/package-spec.js';
import { readDeb } from '../../../src/lab/packages/read-deb.js';
import { readRpm } from '../../../src/lab/packages/read-rpm.js';
import { samplePackage, samplePaths } from './sample-package.js';

const formats = [
  { name: 'rpm', build: buildRpm, read: readRpm, arch: 'noarch' },
  { name: 'deb', build: buildDeb, read: readDeb, arch: 'all' },
] as const;

describe.each(formats)('$name', ({ build, read, arch }) => {
  test('what was built is read back', () => {
    const contents = read(build(samplePackage));
    expect(contents).toMatchObject({
      name: 'sample',
      version: '1.0',
      release: '2',
      arch,
      summary: 'A sample',
    });
    expect(contents.files.map(({ path }) => path)).toEqual(samplePaths);
    for (const file of samplePackage.files) {
      const back = contents.files.find(({ path }) => path === file.path);
      expect(back).toMatchObject({ kind: file.kind, mode: file.mode, user: file.owner, group: file.owner });
      expect(back?.config).toBe(file.config === true);
      expect(Buffer.from(back?.content ?? []).equals(Buffer.from(file.content ?? []))).toBe(true);
    }
    for (const [name, text] of Object.entries(contents.scripts)) {
      expect(text).toContain(samplePackage[name as keyof typeof contents.scripts]);
    }
    expect(Object.keys(contents.scripts)).toHaveLength(4);
  });

  test('the same spec gives the same bytes, in whatever order its files are', () => {
    const other = { ...samplePackage, files: [...samplePackage.files].reverse() };
    expect(build(samplePackage).equals(build(other))).toBe(true);
  });

  test('a package without files and scripts', () => {
    const { name, version, release, summary } = samplePackage;
    const contents = read(build({ name, version, release, summary, files: [] }));
    expect(contents.files).toEqual([]);
    expect(contents.scripts).toEqual({});
  });

  test.each(['etc/x', '/etc/../x', '/etc//x', '/etc/x/', '/', '/a\0b'])('the path %j is refused', (path) => {
    const file: PackageFile = { kind: 'file', path, mode: 0o644, owner: 'root' };
    expect(() => build({ ...samplePackage, files: [file] })).toThrow('absolute and plain');
  });

  test('a path twice is refused', () => {
    const file: PackageFile = { kind: 'file', path: '/x', mode: 0o644, owner: 'root' };
    expect(() => build({ ...samplePackage, files: [file, file] })).toThrow('packaged twice: /x');
  });

  test('what is no package, or a cut one, is refused in words', () => {
    const whole = build(samplePackage);
    expect(() => read(Buffer.from('#!/bin/sh\n'))).toThrow(/^not an? (rpm package|Debian format archive)$/);
    for (const length of [0, 10, 100, 200, 400, whole.length - 100]) {
      expect(() => read(whole.subarray(0, length))).toThrow(
        expect.objectContaining({ name: 'PackageError' }),
      );
    }
  });
});

test('an rpm with a changed byte is refused', () => {
  const whole = buildRpm(samplePackage);
  const inPayload = Buffer.from(whole);
  inPayload[whole.length - 20] = (inPayload[whole.length - 20] ?? 0) ^ 1;
  expect(() => readRpm(inPayload)).toThrow('Payload SHA256 digest: BAD');
  const inHeader = Buffer.from(whole);
  const at = whole.indexOf('A sample');
  inHeader[at] = 0x42;
  expect(() => readRpm(inHeader)).toThrow('Header SHA256 digest: BAD');
});
