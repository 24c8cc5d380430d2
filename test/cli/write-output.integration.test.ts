import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeOutput } from '../../src/cli/write-output.js';
import { ExitCode } from '../../src/errors.js';
import { temporaryFolder } from '../host/temporary-folder.js';

const folder = temporaryFolder();

test('takes the place of what was written before, and leaves nothing beside it', async () => {
  const here = join(folder(), 'reports');
  mkdirSync(here);
  await writeOutput('audit.json', here, 'one\n');
  await writeOutput(join(here, 'audit.json'), '/', 'two\n');
  expect(readFileSync(join(here, 'audit.json'), 'utf8')).toBe('two\n');
  expect(statSync(join(here, 'audit.json')).mode & 0o777).toBe(0o600);
  expect(readdirSync(here)).toEqual(['audit.json']);
});

test('behind a link the file is written, and the link stays', async () => {
  const here = folder();
  writeFileSync(join(here, 'latest-1.json'), 'old\n');
  symlinkSync('latest-1.json', join(here, 'latest.json'));
  await writeOutput('latest.json', here, 'new\n', 0o644);
  expect(readFileSync(join(here, 'latest-1.json'), 'utf8')).toBe('new\n');
  expect(lstatSync(join(here, 'latest.json')).isSymbolicLink()).toBe(true);
});

test.each([
  ['no-such-folder/audit.json', /^There is no such folder\.$/],
  ['taken', /^It is there already and is no regular file\.$/],
  ['device', /^It is there already and is no regular file\.$/],
  ['file/audit.json', /^A part of its path is not a folder\.$/],
])('%s: told why, and nothing is changed or left behind', async (name, why) => {
  const here = folder();
  mkdirSync(join(here, 'taken', 'inside'), { recursive: true });
  writeFileSync(join(here, 'file'), '');
  if (!existsSync(join(here, 'device'))) symlinkSync('/dev/null', join(here, 'device'));
  await expect(writeOutput(name, here, 'text')).rejects.toMatchObject({
    exitCode: ExitCode.failed,
    message: expect.stringContaining(name),
    why: expect.stringMatching(why),
  });
  expect(readdirSync(here).filter((one) => one.endsWith('.new'))).toEqual([]);
  expect(existsSync(join(here, 'taken', 'inside'))).toBe(true);
  expect(lstatSync(join(here, 'device')).isSymbolicLink()).toBe(true);
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
});
