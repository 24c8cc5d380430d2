import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { TargetShell, words } from '../../support/target-shell.js';

// Found by the crash matrix: on a disk that can only be read the folders stay, and that was called taken back.

function placed(): { readonly shell: TargetShell; readonly folder: string; readonly path: string } {
  const root = mkdtempSync(join(tmpdir(), 'gateway-setup-test-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const shell = new TargetShell(['sh'], join(root, 'run'));
  const folder = join(root, 'made');
  mkdirSync(folder);
  shell.file('001.folders', `${folder}\n`);
  return { shell, folder, path: join(folder, 'file') };
}

test('an empty folder that cannot be removed is not called taken back', () => {
  const { shell, folder, path } = placed();
  const stubborn = 'rmdir() { echo "rmdir: Read-only file system" >&2; return 1; }';
  const { code, said } = shell.sh(`unplace_file ${words('001', path)}`, stubborn);
  expect(code).toBe(1);
  expect(said).toContain(`${folder}: could NOT be removed: rmdir: Read-only file system`);
  expect(shell.sh(`unplace_file ${words('001', path)}`).code).toBe(0);
  expect(existsSync(folder)).toBe(false);
});

test('one in which somebody has put something stays, and stands in nobody\u2019s way', () => {
  const { shell, folder, path } = placed();
  writeFileSync(join(folder, 'theirs'), '');
  const { code, said } = shell.sh(`unplace_file ${words('001', path)}`);
  expect(code, said).toBe(0);
  expect(existsSync(folder)).toBe(true);
});
