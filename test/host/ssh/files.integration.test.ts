import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { UserError } from '../../../src/errors.js';
import { putOverSsh } from '../../../src/host/ssh/files/put-file.js';
import type { PutMeans } from '../../../src/host/ssh/files/put-means.js';
import { temporaryFolder } from '../temporary-folder.js';
import { meansOver, type PlainTarget, plainTarget } from './plain-target.js';

const inFolder = temporaryFolder();
const large = randomBytes(3_000_001);

function folder(name: string): (file: string) => string {
  mkdirSync(inFolder(name));
  return (file) => inFolder(name, file);
}

const servers = {
  'through SFTP': plainTarget(),
  'through the shell': plainTarget(['Subsystem sftp /bin/false']),
};

async function means(target: PlainTarget): Promise<PutMeans> {
  return meansOver(await target.line());
}

describe.each(Object.entries(servers))('%s', (way, target) => {
  const viaSftp = way === 'through SFTP';
  let shared: PutMeans;
  beforeAll(async () => {
    shared = await means(target);
  });

  test('what arrives is what was sent, with its mode, and nothing is left beside it', async () => {
    const at = folder(`whole ${way}`);
    writeFileSync(at('file'), 'as it was');
    writeFileSync(at('file.gateway-setup.upload-0123456789abcdef'), 'of one that was killed');
    const mine = await means(target);
    const told: number[] = [];
    const onProgress = (sent: number, total: number) => {
      expect(total).toBe(large.length);
      told.push(sent);
    };
    await putOverSsh(mine, at('file'), large, { mode: 0o640, onProgress });
    expect(readFileSync(at('file')).equals(large)).toBe(true);
    expect(statSync(at('file')).mode & 0o7777).toBe(0o640);
    expect(mine.line.channels).toEqual({ commands: 1, forwards: 0, sftp: viaSftp ? 1 : 0 });
    expect([told[0], told.at(-1)]).toEqual([0, large.length]);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.length).toBeGreaterThan(20);
    expect(told.length).toBeLessThan(110);
    expect(readdirSync(at('.')).filter((name) => name !== 'file')).toEqual(
      viaSftp ? [] : ['file.gateway-setup.upload-0123456789abcdef'],
    );
  });

  test.each(['two words', "it's", '$(id)', 'line\nbreak', '*', '-n'])('under the name %j', async (name) => {
    const path = inFolder(`${way} ${name}`);
    await putOverSsh(shared, path, large, { mode: 0o600 });
    expect(readFileSync(path).equals(large)).toBe(true);
  });

  test('over a link, which is replaced and not followed', async () => {
    const at = folder(`link ${way}`);
    writeFileSync(at('old'), 'old');
    symlinkSync(at('old'), at('file'));
    await putOverSsh(shared, at('file'), large, { mode: 0o600 });
    expect(readFileSync(at('old'), 'utf8')).toBe('old');
    expect(readFileSync(at('file')).equals(large)).toBe(true);
  });

  test('a folder in the way', async () => {
    const at = folder(`in-place ${way}`);
    mkdirSync(at('file'));
    const putting = putOverSsh(shared, at('file'), large, { mode: 0o600 });
    await expect(putting).rejects.toMatchObject({
      message: `${at('file')} could not be written: it is a folder`,
    });
    await expect(putting).rejects.toBeInstanceOf(UserError);
    expect(readdirSync(at('.'))).toEqual(['file']);
  });

  test('its folder is not there', async () => {
    const putting = putOverSsh(shared, inFolder('no', 'file'), large, { mode: 0o600 });
    await expect(putting).rejects.toThrow(/could not be written: .*(nonexistent|No such file)/);
  });
});

test('a small one is one command, and told of when it is there', async () => {
  const mine = await means(servers['through SFTP']);
  const told: [number, number][] = [];
  const onProgress = (sent: number, total: number) => told.push([sent, total]);
  await putOverSsh(mine, inFolder('small'), large.subarray(0, 30_000), { mode: 0o600, onProgress });
  expect(readFileSync(inFolder('small')).equals(large.subarray(0, 30_000))).toBe(true);
  expect(told).toEqual([[30_000, 30_000]]);
  expect(mine.line.channels).toEqual({ commands: 1, sftp: 0, forwards: 0 });
});

test('20 MB through SFTP', async () => {
  const content = randomBytes(20_000_000);
  const mine = await means(servers['through SFTP']);
  await putOverSsh(mine, inFolder('20MB'), content, { mode: 0o600 });
  expect(readFileSync(inFolder('20MB')).equals(content)).toBe(true);
});
