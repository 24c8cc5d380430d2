import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Mailbox } from '../../../src/lab/mail/mailbox.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mailbox-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a message is invisible until it is committed', async () => {
  const mailbox = new Mailbox(join(folder, 'example.test', 'alice'));
  expect(await mailbox.list()).toEqual([]);
  const staged = await mailbox.stage('2', Buffer.from('second'));
  expect(await mailbox.list()).toEqual([]);
  await staged.commit();
  await (await mailbox.stage('1', Buffer.from('one'))).commit();
  expect(await mailbox.list()).toEqual([
    { name: '1', size: 3 },
    { name: '2', size: 6 },
  ]);
  expect((await mailbox.read('2')).toString()).toBe('second');
  expect((await stat(join(mailbox.folder, '2.eml'))).mode & 0o777).toBe(0o600);
  await mailbox.remove('2');
  expect(await mailbox.list()).toEqual([{ name: '1', size: 3 }]);
});

test('a discarded message leaves nothing', async () => {
  const mailbox = new Mailbox(folder);
  await (await mailbox.stage('1', Buffer.from('x'))).discard();
  expect(await readdir(folder)).toEqual([]);
});

test('other files in the folder are no messages', async () => {
  await writeFile(join(folder, '.half.eml'), '');
  await writeFile(join(folder, 'notes.txt'), '');
  expect(await new Mailbox(folder).list()).toEqual([]);
});
