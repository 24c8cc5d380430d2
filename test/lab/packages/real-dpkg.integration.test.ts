import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nod32Package } from '../../../src/lab/nod32/package.js';
import { buildDeb } from '../../../src/lab/packages/build-deb.js';
import { readDeb } from '../../../src/lab/packages/read-deb.js';
import { type Ran, run } from './run.js';
import { askStandin, runStandin } from './run-standin.js';
import { samplePackage } from './sample-package.js';
import { treeOf } from './tree.js';

let folder: string;
let sample: string;
let nod32: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-dpkg-'));
  sample = join(folder, 'sample.deb');
  nod32 = join(folder, 'nod32.deb');
  writeFileSync(sample, buildDeb(samplePackage));
  const { postinstall: _, preremove: __, postremove: ___, ...withoutScripts } = nod32Package();
  writeFileSync(nod32, buildDeb(withoutScripts));
});
afterAll(() => rmSync(folder, { recursive: true }));

const database = 'var/lib/dpkg';

function systemFolders(root: string): void {
  for (const path of ['etc/opt', 'etc/init.d', 'opt', `${database}/info`, `${database}/updates`]) {
    mkdirSync(join(root, path), { recursive: true });
  }
}

/** The real dpkg in a root folder of its own, its scripts run from outside. */
function dpkgIn(root: string): (...args: string[]) => Ran {
  systemFolders(root);
  writeFileSync(join(root, database, 'status'), '');
  writeFileSync(join(root, database, 'available'), '');
  const options = [`--root=${root}`, '--force-script-chrootless', '--force-not-root'];
  return (...args) => run('dpkg', [...options, ...args]);
}

function standinIn(root: string): (...args: string[]) => Ran {
  systemFolders(root);
  const runsScripts = (option = ''): boolean => ['-i', '-r', '-P'].includes(option);
  return (...args) => (runsScripts(args[0]) ? runStandin : askStandin)('dpkg', root, args);
}

describe('the real dpkg takes our package', () => {
  test('and reads in it what was put there', () => {
    const info = run('dpkg-deb', ['-I', sample]);
    expect(info.code).toBe(0);
    expect(info.out).toContain(' Package: sample\n Version: 1.0-2\n Architecture: all\n');
    expect(run('dpkg-deb', ['-I', sample, 'conffiles']).out).toBe('/etc/sample/a.cfg\n/etc/sample/b.cfg\n');
    expect(run('dpkg-deb', ['-I', sample, 'prerm']).out).toBe('#!/bin/sh\necho preremove $1\n');
    const contents = run('dpkg-deb', ['-c', sample]).out;
    expect(contents).toContain('-rw-r----- root/root         6 2006-12-06 00:00 ./etc/sample/a.cfg\n');
    expect(contents).toContain('drwxr-x--- root/root         0 2006-12-06 00:00 ./opt/sample/\n');
    expect(contents).toMatch(/-rw-r--r-- axigen\/axigen +8 .* \.\/opt\/sample\/long/);
  });

  test('installs it, finds it unchanged and purges it', () => {
    const root = join(folder, 'real');
    const dpkg = dpkgIn(root);
    const before = treeOf(root, [database]);
    expect(dpkg('-i', sample).code).toBe(0);
    expect(dpkg('-V', 'sample')).toMatchObject({ code: 0, out: '' });
    expect(dpkg('-P', 'sample').code).toBe(0);
    expect(treeOf(root, [database])).toEqual(before);
  });
});

describe('the stand-in agrees with the real one', () => {
  test.each([
    ['sample', () => sample, '/etc/sample/a.cfg'],
    ['nod32lms', () => nod32, '/etc/opt/eset/nod32/nod32.cfg'],
  ])(
    'about %s: files, scripts and words, through install, install again, remove and purge',
    (name, file, config) => {
      const roots = { real: join(folder, `${name}-real`), standin: join(folder, `${name}-standin`) };
      const real = dpkgIn(roots.real);
      const standin = standinIn(roots.standin);
      const states: string[] = [];
      const same = (...args: string[]): void => {
        expect([args, standin(...args)]).toEqual([args, real(...args)]);
        expect(treeOf(roots.standin, [database])).toEqual(treeOf(roots.real, [database]));
      };
      const look = (): void => {
        for (const query of [['-L', name], ['-S', config], ['-l'], ['-l', `${name}*`]]) same(...query);
        const status = real('-s', name).out.split('\n')[1] ?? '';
        expect(standin('-s', name).out.split('\n')[1]).toBe(status);
        states.push(status);
      };
      same('-i', file());
      look();
      same('-i', file());
      for (const root of Object.values(roots)) {
        appendFileSync(join(root, config), 'edited\n');
        writeFileSync(join(root, config, '..', 'not-of-the-package'), '');
      }
      same('-r', name);
      if (real('-s', name).code === 0) look();
      same('-r', name);
      same('-P', name);
      same('-P', name);
      same('-s', name);
      same('-L', name);
      expect(states).toEqual(['Status: install ok installed', 'Status: deinstall ok config-files']);
    },
  );

  test('about what to say of packages and files that are not there', () => {
    const real = dpkgIn(join(folder, 'messages-real'));
    const standin = standinIn(join(folder, 'messages-standin'));
    const text = join(folder, 'text.deb');
    writeFileSync(text, 'no package at all\n');
    for (const args of [
      ['-i', text],
      ['-i', join(folder, 'missing.deb')],
      ['-s', 'other'],
      ['-L', 'other'],
      ['-S', '/nowhere'],
      ['-l', 'other'],
      ['-l'],
      ['-r', 'other'],
      ['-P', 'other'],
    ]) {
      expect([args, standin(...args)]).toEqual([args, real(...args)]);
    }
    for (const args of [['-i'], ['--bogus']]) {
      const [mine, its] = [standin(...args), real(...args)];
      expect(mine.code).toBe(its.code);
      expect(mine.err.split('\n')[0]).toBe(its.err.split('\n')[0]);
    }
  });

  test('about dpkg-query', () => {
    const root = join(folder, 'query-real');
    const real = dpkgIn(root);
    const standin = standinIn(join(folder, 'query-standin'));
    real('-i', sample);
    standin('-i', sample);
    const query = (...args: string[]): Ran =>
      run('dpkg-query', [`--admindir=${join(root, database)}`, ...args]);
    for (const args of [
      ['-W'],
      ['-W', 'sample'],
      ['-W', 'sam*'],
      ['-W', 'other'],
      ['-W', '-f=${Package} ${Version} ${Status}\\n', 'sample'],
      ['-W', '-f', '${binary:Package}|${Architecture;8}|${Package;-9}|${Nothing}|\\t\\n', 'sample'],
      ['--show', '--showformat=${db:Status-Abbrev}\\n'],
    ]) {
      expect([args, standin(...args)]).toEqual([args, query(...args)]);
    }
  });
});

test('the stand-in reads what the real dpkg-deb builds', () => {
  const tree = join(folder, 'own');
  mkdirSync(join(tree, 'DEBIAN'), { recursive: true });
  mkdirSync(join(tree, 'etc/own'), { recursive: true });
  writeFileSync(join(tree, 'etc/own/own.cfg'), 'x\n', { mode: 0o640 });
  writeFileSync(join(tree, 'DEBIAN/conffiles'), '/etc/own/own.cfg\n');
  writeFileSync(join(tree, 'DEBIAN/postinst'), '#!/bin/sh\necho hello\n', { mode: 0o755 });
  const control =
    'Package: own\nVersion: 3-4\nArchitecture: all\nMaintainer: m <m@example.com>\nDescription: Own\n';
  writeFileSync(join(tree, 'DEBIAN/control'), control);
  const file = join(folder, 'own.deb');
  expect(run('dpkg-deb', ['-Zgzip', '--root-owner-group', '-b', tree, file]).code).toBe(0);
  const contents = readDeb(readFileSync(file));
  expect(contents).toMatchObject({ name: 'own', version: '3', release: '4', arch: 'all', summary: 'Own' });
  expect(contents.scripts).toEqual({ postinstall: '#!/bin/sh\necho hello\n' });
  expect(contents.files.map(({ path, config }) => `${path} ${config}`)).toEqual([
    '/etc false',
    '/etc/own false',
    '/etc/own/own.cfg true',
  ]);
  run('dpkg-deb', ['-Zxz', '--root-owner-group', '-b', tree, file]);
  expect(() => readDeb(readFileSync(file))).toThrow('control.tar.xz is packed in a way');
});
