import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { lines, sh } from '../../../src/host/shell.js';
import { putOverSsh } from '../../../src/host/ssh/files/put-file.js';
import type { PutMeans } from '../../../src/host/ssh/files/put-means.js';
import { LineLost } from '../../../src/host/ssh/line.js';
import type { StartRemote } from '../../../src/host/ssh/remote-shell.js';
import { startRelay } from '../../support/ssh/relay.js';
import { type ThrowawayUser, throwawayUser } from '../../support/ssh/throwaway-user.js';
import { temporaryFolder } from '../temporary-folder.js';
import { meansOver, type PlainTarget, plainTarget } from './plain-target.js';

const inFolder = temporaryFolder();
const large = randomBytes(3_000_001);
const sftpServer = '/usr/lib/openssh/sftp-server';

const whole = plainTarget();
const without = plainTarget(['Subsystem sftp /bin/false']);
const dying = plainTarget([`Subsystem sftp /bin/sh -c "ulimit -f 1000; exec ${sftpServer}"`]);
const noisy = plainTarget([`Subsystem sftp /bin/sh -c "echo Welcome to this server; exec ${sftpServer}"`]);
const readOnly = plainTarget([`Subsystem sftp ${sftpServer} -R`]);

/** `as was` lies at the path before. */
function folder(name: string): (file: string) => string {
  mkdirSync(inFolder(name));
  writeFileSync(inFolder(name, 'file'), 'as it was');
  return (file) => inFolder(name, file);
}

async function means(target: PlainTarget, options: { user?: string; port?: number } = {}): Promise<PutMeans> {
  return meansOver(await target.line(options));
}

describe('where SFTP does not carry it to the end, the shell does', () => {
  test.each([
    ['it dies in the middle', dying],
    ['a start-up file of the shell makes noise', noisy],
    ['it takes no files', readOnly],
  ])('%s', async (name, target) => {
    const at = folder(name);
    const mine = await means(target);
    await putOverSsh(mine, at('file'), large, { mode: 0o600 });
    expect(readFileSync(at('file')).equals(large)).toBe(true);
    expect(readdirSync(at('.'))).toEqual(['file']);
  });

  test('what arrived was changed on its way', async () => {
    const at = folder('changed');
    const onProgress = (sent: number, total: number) => {
      const beside = readdirSync(at('.')).find((name) => name.includes('upload-'));
      if (sent === total && beside !== undefined) writeFileSync(at(beside), randomBytes(large.length));
    };
    await putOverSsh(await means(whole), at('file'), large, { mode: 0o600, onProgress });
    expect(readFileSync(at('file')).equals(large)).toBe(true);
    expect(readdirSync(at('.'))).toEqual(['file']);
  });
});

test('a server without SFTP is asked for it once', async () => {
  const mine = await means(without);
  let asked = 0;
  const sftp = () => {
    asked += 1;
    return mine.line.sftp();
  };
  const counted = { ...mine, line: { ...mine.line, sftp } };
  for (const mode of [0o600, 0o640]) await putOverSsh(counted, inFolder('twice'), large, { mode });
  expect(asked).toBe(1);
});

describe.each([
  ['with SFTP', whole],
  ['without SFTP', without],
])('what cannot be written is as it was, and nothing is left beside it: %s', (way, target) => {
  test('the line is cut in the middle', async () => {
    const at = folder(`cut ${way}`);
    const relay = await startRelay(target.sshd().port, { cutAfter: 1_000_000 });
    try {
      const mine = await means(target, { port: relay.port });
      const putting = putOverSsh(mine, at('file'), large, { mode: 0o600 });
      await expect(putting).rejects.toBeInstanceOf(LineLost);
    } finally {
      await relay.end();
    }
    await vi.waitFor(() => expect(readdirSync(at('.'))).toEqual(['file']), { timeout: 20_000 });
    expect(readFileSync(at('file'), 'utf8')).toBe('as it was');
  });

  test('there is no room for it', async () => {
    const at = folder(`room ${way}`);
    const mine = await means(target === whole ? dying : target);
    const start: StartRemote = (script, options) =>
      mine.start(lines(sh`ulimit -f 1000; trap '' XFSZ`, script), options);
    const putting = putOverSsh({ ...mine, start }, at('file'), large, { mode: 0o600 });
    await expect(putting).rejects.toThrow(/could not be written: .*(File too large|No space left)/);
    expect(readFileSync(at('file'), 'utf8')).toBe('as it was');
    expect(readdirSync(at('.'))).toEqual(['file']);
  });
});

describe('as a user who is not root', () => {
  let user: ThrowawayUser;
  beforeAll(async () => {
    user = await throwawayUser();
  });
  afterAll(() => user.remove());

  test.each([
    ['with SFTP', whole],
    ['without SFTP', without],
  ])('a folder that may not be written to: %s', async (way, target) => {
    const at = folder(`closed ${way}`);
    chmodSync(at('.'), 0o755);
    const mine = await means(target, { user: user.name });
    await expect(putOverSsh(mine, at('file'), large, { mode: 0o600 })).rejects.toThrow(
      /could not be written: .*(Permission denied|cannot create)/,
    );
    expect(readdirSync(at('.'))).toEqual(['file']);
    expect(readFileSync(at('file'), 'utf8')).toBe('as it was');
  });
});
