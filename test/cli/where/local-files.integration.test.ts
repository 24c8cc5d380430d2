import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withAbsolutePaths } from '../../../src/cli/where/local-files.js';
import { ExitCode } from '../../../src/errors.js';
import type { AnswerKey } from '../../../src/questions/question.js';
import { temporaryFolder } from '../../host/temporary-folder.js';

const folder = temporaryFolder();
const absolute = (key: AnswerKey, text: string) =>
  withAbsolutePaths(new Map([[key, text]]), folder()).get(key);

test('a file here, by a word that is no whole path, counts as its path', () => {
  writeFileSync(folder('nod32.lic'), '');
  expect(absolute('license', './nod32.lic')).toBe(folder('nod32.lic'));
});

test.each([
  ['license', '/only/on/the/server.lic'],
  ['license', ''],
  ['recipient', 'user@example.com'],
] as const)('%s %j stays as it is', (key, text) => {
  expect(absolute(key, text)).toBe(text);
});

test('what is neither a file here nor a path on the server is a slip', () => {
  expect(() => absolute('package', 'nod\u202e.rpm')).toThrow(
    expect.objectContaining({
      message: '--package: there is no file nod\\u202e.rpm on this machine.',
      exitCode: ExitCode.usage,
    }),
  );
});
