import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ExitCode, UserError } from '../../src/errors.js';
import { folderError } from '../../src/lab/folder-error.js';
import { createLab, inspectLab } from '../../src/lab/lab.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'labs-'));
  writeFileSync(join(folder, 'file'), '');
  mkdirSync(join(folder, 'closed', 'default'), { recursive: true });
  writeFileSync(join(folder, 'closed', 'default', 'lab.json'), '{}');
  chmodSync(join(folder, 'closed'), 0o700);
  chmodSync(folder, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs as somebody without rights where we are root: root may write anywhere. */
async function asNobody<T>(work: () => Promise<T> | T): Promise<T> {
  const { geteuid, seteuid } = process;
  if (geteuid?.() !== 0 || seteuid === undefined) return work();
  seteuid.call(process, 65534);
  try {
    return await work();
  } finally {
    seteuid.call(process, 0);
  }
}

describe('a folder that cannot hold labs is the operator’s to put right, not a defect', () => {
  test.each([
    ['one where nobody can make folders', () => '/proc/labs', /cannot be used: no such folder/],
    [
      'one below a file',
      () => join(folder, 'file', 'labs'),
      /cannot be used: a part of the path is not a folder/,
    ],
    ['a file', () => join(folder, 'file'), /cannot be used: a part of the path is not a folder/],
    ['one of somebody else', () => '/etc/labs', /\/etc\/labs, cannot be used: permission denied/],
  ])('%s', async (_name, place, message) => {
    const building = asNobody(() => createLab({}, { env: { GATEWAY_SETUP_LABS: place() } }));
    await expect(building).rejects.toThrow(UserError);
    await expect(building).rejects.toMatchObject({
      message: expect.stringMatching(message),
      next: expect.stringContaining('GATEWAY_SETUP_LABS='),
      exitCode: ExitCode.failed,
    });
  });

  test.runIf(process.geteuid?.() === 0)("somebody else's lab is there, and not ours to look at", async () => {
    const looking = asNobody(() =>
      inspectLab('default', { env: { GATEWAY_SETUP_LABS: join(folder, 'closed') } }),
    );
    await expect(looking).rejects.toMatchObject({
      message: expect.stringMatching(/permission denied$/),
      exitCode: ExitCode.couldNotLook,
    });
  });
});

describe('which errors are about the folder', () => {
  const error = (code: string, path?: string) =>
    Object.assign(new Error(code), { code, ...(path ? { path } : {}) });

  test.each([
    [error('ENOSPC'), 'the disk is full'],
    [error('EACCES', '/l/a/root/etc'), 'permission denied'],
    [error('EROFS', '/l'), 'the file system is read-only'],
    [error('EACCES', '/'), 'permission denied'],
  ])('%s', (given, reason) => {
    expect(folderError('/l', given)).toMatchObject({
      message: `the folder of the labs, /l, cannot be used: ${reason}`,
    });
  });

  test.each([
    error('EACCES', '/usr/bin/su'),
    error('EACCES', '/labs/x'),
    error('EIO', '/l/a'),
    error('EACCES'),
    new UserError('x'),
    new TypeError('x'),
    'text',
  ])('not %s', (given) => {
    expect(folderError('/l', given)).toBe(given);
  });
});
