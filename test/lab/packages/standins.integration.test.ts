import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildDeb } from '../../../src/lab/packages/build-deb.js';
import { buildRpm } from '../../../src/lab/packages/build-rpm.js';
import { rpmDatabasePath } from '../../../src/lab/packages/rpm-command.js';
import { runStandin } from './run-standin.js';
import { sampleNextVersion, samplePackage } from './sample-package.js';
import { treeOf } from './tree.js';

let root: string;
let media: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lab-standin-'));
  media = mkdtempSync(join(tmpdir(), 'lab-media-'));
  for (const path of ['etc', 'opt', 'var/lib/rpm', 'var/lib/dpkg'])
    mkdirSync(join(root, path), { recursive: true });
  for (const [name, spec] of Object.entries({ old: samplePackage, new: sampleNextVersion })) {
    writeFileSync(join(media, `${name}.rpm`), buildRpm(spec));
    writeFileSync(join(media, `${name}.deb`), buildDeb(spec));
  }
});
afterEach(() => {
  rmSync(root, { recursive: true });
  rmSync(media, { recursive: true });
});

const rpm = (...args: string[]) => runStandin('rpm', root, args);
const dpkg = (...args: string[]) => runStandin('dpkg', root, args);

describe('rpm', () => {
  test('install and erase leave the same tree, database and all', () => {
    const before = treeOf(root);
    const installed = rpm('-ivh', join(media, 'old.rpm'));
    expect(installed.code).toBe(0);
    expect(installed.out).toMatch(/^Preparing\.{3} .*#{43} \[100%\]\n {3}1:sample +#{43} \[100%\]\n/);
    expect(installed.out).toContain('preinstall 1\npostinstall 1\n');
    expect(existsSync(join(root, rpmDatabasePath))).toBe(true);
    const erased = rpm('-e', 'sample');
    expect(erased).toMatchObject({ code: 0, out: 'preremove 0\npostremove 0\n' });
    expect(treeOf(root)).toEqual(before);
  });

  test('an upgrade runs the scripts with their counts, and keeps what was edited', () => {
    rpm('-i', join(media, 'old.rpm'));
    appendFileSync(join(root, 'etc/sample/a.cfg'), 'edited\n');
    appendFileSync(join(root, 'etc/sample/b.cfg'), 'edited\n');
    const upgraded = rpm('-Uvh', join(media, 'new.rpm'));
    expect(upgraded.out).toMatch(/preinstall 2\npostinstall 2\npreremove 1\npostremove 1\n$/);
    expect(upgraded.err).toContain('warning: /etc/sample/a.cfg created as /etc/sample/a.cfg.rpmnew\n');
    expect(readFileSync(join(root, 'etc/sample/a.cfg'), 'utf8')).toBe('a = 1\nedited\n');
    expect(readFileSync(join(root, 'etc/sample/a.cfg.rpmnew'), 'utf8')).toBe('a = 2\n');
    expect(existsSync(join(root, 'etc/sample/b.cfg.rpmnew'))).toBe(false);
    expect(existsSync(join(root, 'opt/sample/empty'))).toBe(false);
    expect(rpm('-q', 'sample').out).toBe('sample-1.1-2.noarch\n');
  });

  test('an upgrade without an older package installs', () => {
    expect(rpm('-U', join(media, 'new.rpm')).out).toBe('preinstall 1\npostinstall 1\n');
  });

  test.each([
    ['preinstall', 'error: %pre(sample-1.0-2.noarch) scriptlet failed, exit status 3', 1, false],
    ['postinstall', 'warning: %post(sample-1.0-2.noarch) scriptlet failed, exit status 3', 0, true],
  ] as const)('a %s that fails', (script, message, code, isInstalled) => {
    writeFileSync(join(media, 'bad.rpm'), buildRpm({ ...samplePackage, [script]: 'exit 3\n' }));
    const installed = rpm('-i', join(media, 'bad.rpm'));
    expect(installed.err).toContain(message);
    expect(installed.code).toBe(code);
    expect(rpm('-q', 'sample').code).toBe(isInstalled ? 0 : 1);
    expect(existsSync(join(root, 'etc/sample/a.cfg'))).toBe(isInstalled);
  });

  test('a preremove that fails keeps the package', () => {
    writeFileSync(join(media, 'bad.rpm'), buildRpm({ ...samplePackage, preremove: 'exit 1\n' }));
    rpm('-i', join(media, 'bad.rpm'));
    const erased = rpm('-e', 'sample');
    expect(erased).toMatchObject({ code: 1 });
    expect(erased.err).toContain('erase failed');
    expect(existsSync(join(root, 'etc/sample/a.cfg'))).toBe(true);
  });

  test("another package's file is not overwritten, and not removed", () => {
    writeFileSync(join(media, 'other.rpm'), buildRpm({ ...samplePackage, name: 'other' }));
    rpm('-i', join(media, 'old.rpm'));
    const refused = rpm('-i', join(media, 'other.rpm'));
    expect(refused.err).toContain(
      'file /etc/sample/a.cfg from install of other-1.0-2.noarch conflicts with file from package sample-1.0-2.noarch',
    );
    expect(refused.code).toBe(1);
  });

  test('a file that went missing is only a warning', () => {
    rpm('-i', join(media, 'old.rpm'));
    rmSync(join(root, 'opt/sample/empty'));
    const erased = rpm('-e', 'sample');
    expect(erased.err).toBe('warning: file /opt/sample/empty: remove failed: No such file or directory\n');
    expect(erased.code).toBe(0);
  });

  test('says that it is a stand-in', () => {
    expect(rpm('--version').out).toContain("gateway-setup's stand-in of rpm");
    expect(rpm('--help').out).toContain("gateway-setup's stand-in of rpm");
    expect(rpm()).toMatchObject({ code: 1 });
    expect(rpm('-i', '-e', 'x').err).toContain('only one major mode may be specified');
  });
});

describe('dpkg', () => {
  test('install and purge leave the same tree, database and all', () => {
    const before = treeOf(root);
    expect(dpkg('-i', join(media, 'old.deb'))).toMatchObject({ code: 0 });
    appendFileSync(join(root, 'etc/sample/a.cfg'), 'edited\n');
    expect(dpkg('-P', 'sample').out).toMatch(
      /preremove remove\npostremove remove\nPurging .*\npostremove purge\n$/,
    );
    expect(treeOf(root)).toEqual(before);
  });

  test('a conffile that was edited is kept when the package is installed anew', () => {
    dpkg('-i', join(media, 'old.deb'));
    appendFileSync(join(root, 'etc/sample/a.cfg'), 'edited\n');
    dpkg('-r', 'sample');
    expect(dpkg('-i', join(media, 'new.deb')).out).toContain("package's is /etc/sample/a.cfg.dpkg-dist\n");
    expect(readFileSync(join(root, 'etc/sample/a.cfg'), 'utf8')).toBe('a = 1\nedited\n');
    dpkg('-P', 'sample');
    expect(existsSync(join(root, 'etc/sample'))).toBe(false);
  });

  test('a script that fails is told, and the exit code is 1', () => {
    writeFileSync(join(media, 'bad.deb'), buildDeb({ ...samplePackage, preinstall: 'exit 3\n' }));
    const installed = dpkg('-i', join(media, 'bad.deb'));
    expect(installed.err).toContain('pre-installation script subprocess returned error exit status 3');
    expect(installed.err).toContain('Errors were encountered while processing:\n');
    expect(installed.code).toBe(1);
    expect(dpkg('-s', 'sample').code).toBe(1);
  });

  test('says that it is a stand-in', () => {
    expect(dpkg('--version').out).toContain("gateway-setup's stand-in of dpkg");
    expect(dpkg('--help').out).toContain("gateway-setup's stand-in of dpkg");
    expect(dpkg()).toMatchObject({ code: 2 });
  });
});
