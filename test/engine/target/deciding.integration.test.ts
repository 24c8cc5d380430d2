import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildDeb } from '../../../src/lab/packages/build-deb.js';
import { TargetShell } from '../../support/target-shell.js';

let root: string;
let shell: TargetShell;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gateway-setup-test-'));
  shell = new TargetShell(['sh'], join(root, 'run'));
  shell.file('001.ours', 'rpm nod32lms\n');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A package of a version that is there now, or of none. */
function packages(version: string): string {
  return `
package_left() { [ -n "${version}" ]; }
package_version() { echo "${version}"; }
remove_package() { say "removed $2"; }
`;
}

test.each([
  ['as installed', 'nod32lms-2.51-1', '', 0, 'removed nod32lms'],
  ['gone', '', '', 0, 'removed nod32lms'],
  [
    'another version',
    'nod32lms-2.7-1',
    '',
    1,
    'another version than this run installed (nod32lms-2.51-1) is there now',
  ],
  ['another version, to be kept', 'nod32lms-2.7-1', 'nod32lms-2.7-1 keep', 0, 'stays, as it was decided'],
  ['another version, to be removed', 'nod32lms-2.7-1', 'nod32lms-2.7-1 gone', 0, 'removed nod32lms'],
  ['another one than was decided about', 'nod32lms-2.8-1', 'nod32lms-2.7-1 gone', 1, 'nod32lms-2.8-1'],
])('a package: %s', (_, version, decision, code, said) => {
  shell.file('001.version', 'nod32lms-2.51-1\n');
  if (decision !== '') shell.file('001.decided', `${decision}\n`);
  const words = '001 rpm nod32lms';
  const result = shell.sh(`${packages(version)}\ncan_remove ${words} && undo_package ${words}`);
  expect(result.said).toContain(said);
  expect(result.code).toBe(code);
});

test('whoever only looks is told, and nothing is in the way', () => {
  shell.file('001.version', 'nod32lms-2.51-1\n');
  const script = `gateway_setup_look=yes${packages('nod32lms-2.7-1')}can_remove 001 rpm nod32lms`;
  expect(shell.sh(script)).toMatchObject({
    code: 0,
    said: expect.stringContaining('@package 001 nod32lms-2.7-1\n'),
  });
});

test('a copy of what was wanted that is damaged is no decision', () => {
  shell.file('001.found-since', 'now\n');
  shell.file('001.merged', 'wanted\n');
  const decide = `
printf 'now\\n' > "$run/file"
echo "file merged $(cksum < "$run/files/001.merged")" > "$run/files/001.decided"
undo_changes=' 002 001 '
is_decided "$run/file" 001 002 || exit 7
`;
  expect(shell.sh(decide).code).toBe(0);
  expect(shell.sh(`${decide}\necho >> "$run/files/001.merged"\nis_decided "$run/file" 001 002`).code).toBe(1);
  expect(shell.sh(`${decide}\nundo_changes=' 002 '\nis_decided "$run/file" 001 002`).code).toBe(1);
});

test('a link to a folder, in whose place the file shall be: nothing is put into that folder', () => {
  mkdirSync(join(root, 'elsewhere'));
  const decide = `
path=${root}/file
ln -s ${root}/elsewhere "$path"
printf 'before\\n' > "$run/files/001.before"
cp "$run/files/001.before" "$run/files/001.merged"
echo ${root}/elsewhere > "$run/files/001.found-since"
echo "link merged $(cksum < "$run/files/001.merged")" > "$run/files/001.decided"
undo_changes=' 001 '
ready_file 001 "$path" && restore_file 001 "$path"
`;
  const { code, said } = shell.sh(decide);
  expect(said).toContain('as it was decided now');
  expect(code).toBe(0);
  expect(readdirSync(join(root, 'elsewhere'))).toEqual([]);
  expect(lstatSync(join(root, 'file')).isFile()).toBe(true);
});

/** The real dpkg, with a root folder of its own. */
function realDpkg(): string {
  const system = join(root, 'system');
  for (const path of ['bin', 'opt', 'var/lib/dpkg/info', 'var/lib/dpkg/updates'])
    mkdirSync(join(system, path), { recursive: true });
  for (const name of ['status', 'available']) writeFileSync(join(system, 'var/lib/dpkg', name), '');
  for (const [name, options] of [
    ['dpkg', `--root="${system}" --force-not-root`],
    ['dpkg-query', `--admindir="${system}/var/lib/dpkg"`],
  ]) {
    const path = join(system, 'bin', `${name}`);
    writeFileSync(path, `#!/bin/sh\nPATH=/usr/sbin:/usr/bin:/sbin:/bin exec ${name} ${options} "$@"\n`);
    chmodSync(path, 0o755);
  }
  return `PATH="${system}/bin:$PATH"; export PATH`;
}

test('a package that dpkg really has upgraded since: refused, kept, and removed when that was decided', () => {
  const before = realDpkg();
  const package_ = (version: string) => {
    const path = join(root, `sample-${version}.deb`);
    const file = { kind: 'file', path: '/opt/sample', mode: 0o644, owner: 'root' } as const;
    const files = [{ ...file, content: Buffer.from(version) }];
    writeFileSync(path, buildDeb({ name: 'sample', version, release: '1', summary: 'A sample', files }));
    return path;
  };
  const [old, newer] = [package_('1.0'), package_('1.1')];
  const words = '001 dpkg sample';
  const installed = `install_package dpkg "${old}" sample && note_version ${words} && can_remove ${words} && dpkg -i "${newer}" > /dev/null`;
  expect(shell.sh(installed, before)).toMatchObject({ code: 0, said: '' });
  const back = `can_remove ${words} && undo_package ${words}`;
  expect(shell.sh(back, before)).toMatchObject({
    code: 1,
    said: expect.stringContaining('is there now: 1.1-1.'),
  });
  shell.file('001.decided', '1.1-1 keep\n');
  expect(shell.sh(back, before).said).toContain('stays, as it was decided');
  shell.file('001.decided', '1.1-1 gone\n');
  expect(shell.sh(back, before)).toMatchObject({ code: 0, said: '  package sample: removed\n' });
  expect(shell.sh('package_left dpkg sample', before).code).toBe(1);
});
