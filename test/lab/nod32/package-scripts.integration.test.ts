import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nod32Package } from '../../../src/lab/nod32/package.js';

const spec = nod32Package();
let root: string;
let license: string;

/** Runs a script of the package with its absolute paths moved into the test's folder, and init scripts that only tell. */
function runScript(
  script: string | undefined,
  argument: string,
): { readonly code: number | null; readonly out: string } {
  const moved = (script ?? '').replaceAll(/(?<=^|[\s=])\/(?=etc|var|tmp)/gm, `${root}/`);
  const result = spawnSync('/bin/sh', ['-c', moved, 'script', argument], { encoding: 'utf8' });
  return { code: result.status, out: result.stdout + result.stderr };
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nod32-scripts-'));
  license = join(root, 'etc/opt/eset/nod32/license');
  for (const path of ['etc/init.d', 'var/run', 'tmp']) mkdirSync(join(root, path), { recursive: true });
  mkdirSync(license, { recursive: true });
  for (const name of ['nod32d', 'nod32smtp']) {
    writeFileSync(join(root, 'etc/init.d', name), `#!/bin/sh\necho ${name} $1\n`, { mode: 0o755 });
  }
});
afterEach(() => rmSync(root, { recursive: true }));

describe.each(['1', '2', 'configure'])('after installation (%s)', (argument) => {
  test('nod32d is started when a licence is in place, nod32smtp never', () => {
    writeFileSync(join(license, 'any name.lic'), 'x');
    expect(runScript(spec.postinstall, argument)).toEqual({ code: 0, out: 'nod32d start\n' });
  });

  test('without a licence, or with only a folder there, it is not; a hint tells how', () => {
    mkdirSync(join(license, 'folder'));
    const { code, out } = runScript(spec.postinstall, argument);
    expect(code).toBe(0);
    expect(out).toContain('nod32d was not started');
    expect(out.split('\n')).not.toContain('nod32d start');
  });

  test('a daemon that does not start does not fail the installation', () => {
    writeFileSync(join(license, 'nod32.lic'), 'x');
    writeFileSync(join(root, 'etc/init.d/nod32d'), '#!/bin/sh\nexit 1\n');
    const { code, out } = runScript(spec.postinstall, argument);
    expect(code).toBe(0);
    expect(out).toContain('/var/log/nod32.log');
  });
});

test.each([
  ['0', 'nod32smtp stop\nnod32d stop\n'],
  ['remove', 'nod32smtp stop\nnod32d stop\n'],
  ['1', ''],
  ['upgrade', ''],
])('before removal (%s)', (argument, out) => {
  expect(runScript(spec.preremove, argument)).toEqual({ code: 0, out });
});

test.each([
  ['0', false],
  ['purge', false],
  ['1', true],
  ['upgrade', true],
])('after removal (%s)', (argument, kept) => {
  const left = ['var/run/nod32d.pid', 'var/run/nod32smtp.pid', 'tmp/nod32d.sock', 'tmp/nod32smtp-1-a.msg'];
  for (const path of left) writeFileSync(join(root, path), '');
  expect(runScript(spec.postremove, argument)).toEqual({ code: 0, out: '' });
  for (const path of left) expect(existsSync(join(root, path))).toBe(kept);
});

test.each(['nod32d', 'nod32smtp'])('the init script of %s is sound, and tells how it is used', (name) => {
  const file = spec.files.find(({ path }) => path === `/etc/init.d/${name}`);
  const script = join(root, `${name}.sh`);
  writeFileSync(script, file?.content ?? '');
  expect(spawnSync('/bin/sh', ['-n', script], { encoding: 'utf8' })).toMatchObject({ stderr: '', status: 0 });
  const usage = spawnSync('/bin/sh', [script], { encoding: 'utf8' });
  expect(usage.stdout).toContain('{start|stop|restart');
  expect(usage.status).toBe(1);
});
