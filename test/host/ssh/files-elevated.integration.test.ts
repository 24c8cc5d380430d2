import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { putOverSsh } from '../../../src/host/ssh/files/put-file.js';
import type { PutMeans } from '../../../src/host/ssh/files/put-means.js';
import { LineLost } from '../../../src/host/ssh/line.js';
import { startRelay } from '../../support/ssh/relay.js';
import { temporaryFolder } from '../temporary-folder.js';
import { meansOver, plainTarget } from './plain-target.js';
import { sudoer } from './sudoer.js';

const inFolder = temporaryFolder();
const large = randomBytes(3_000_001);
const target = plainTarget();
const { user } = sudoer('USER ALL=(ALL) NOPASSWD: ALL');

async function means(port?: number): Promise<PutMeans> {
  const { name } = user();
  return meansOver(await target.line({ user: name, ...(port === undefined ? {} : { port }) }), true);
}

function folder(name: string): (file: string) => string {
  mkdirSync(inFolder(name), { mode: 0o700 });
  writeFileSync(inFolder(name, 'file'), 'as it was');
  return (file) => inFolder(name, file);
}

/** Folders of uploads that belong to the user. */
function folders(): string[] {
  const uid = statSync(user().home).uid;
  return readdirSync('/tmp')
    .filter((name) => name.startsWith('gateway-setup.upload-'))
    .map((name) => join('/tmp', name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.uid === uid);
}

test("the file is root's, and what the user sent lay where nobody else could look", async () => {
  const at = folder('whole');
  const modes = new Set<number>();
  const owners = new Set<number>();
  const onProgress = () => {
    for (const path of folders())
      modes
        .add(statSync(path).mode & 0o7777)
        .add(statSync(`${path}/content`, { throwIfNoEntry: false })?.mode ?? 0o100600);
    for (const name of readdirSync(at('.'))) owners.add(statSync(at(name)).uid);
  };
  await putOverSsh(await means(), at('file'), large, { mode: 0o640, onProgress });
  expect(readFileSync(at('file')).equals(large)).toBe(true);
  expect(statSync(at('file'))).toMatchObject({ uid: 0, mode: 0o100640 });
  expect([...modes]).toEqual([0o700, 0o100600]);
  expect([...owners]).toEqual([0]);
  await vi.waitFor(() => expect(folders()).toEqual([]));
  expect(readdirSync(at('.'))).toEqual(['file']);
});

test.each<[string, (content: string) => void]>([
  ['a link to what only root may read', (content) => symlinkSync('/etc/shadow', content)],
  ['something else', (content) => writeFileSync(content, randomBytes(large.length))],
  ['a folder', (content) => mkdirSync(content)],
])('the user puts %s in its place: it is not taken', async (name, swap) => {
  const at = folder(name);
  let swapped = 0;
  const onProgress = (sent: number, total: number) => {
    expect(readdirSync(at('.')).map((one) => readFileSync(at(one)).includes('root:'))).not.toContain(true);
    for (const path of sent === total && swapped === 0 ? folders() : []) {
      rmSync(join(path, 'content'));
      swap(join(path, 'content'));
      swapped += 1;
    }
  };
  await putOverSsh(await means(), at('file'), large, { mode: 0o600, onProgress });
  expect(swapped).toBe(1);
  expect(readFileSync(at('file')).equals(large)).toBe(true);
  for (const path of folders()) rmSync(path, { recursive: true });
});

test('the line is cut in the middle: neither file is left', async () => {
  const at = folder('cut');
  const relay = await startRelay(target.sshd().port, { cutAfter: 1_000_000 });
  try {
    const putting = putOverSsh(await means(relay.port), at('file'), large, { mode: 0o600 });
    await expect(putting).rejects.toBeInstanceOf(LineLost);
  } finally {
    await relay.end();
  }
  await vi.waitFor(() => expect([...readdirSync(at('.')), ...folders()]).toEqual(['file']), {
    timeout: 20_000,
  });
  expect(readFileSync(at('file'), 'utf8')).toBe('as it was');
});
