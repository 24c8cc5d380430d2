import { expect, test } from 'vitest';
import {
  besideName,
  privateFolderFragment,
  receiveFragment,
} from '../../../../src/host/ssh/files/scripts.js';
import { commandWords } from '../../survey/command-words.js';

const upload = {
  path: '/root/a file',
  mode: 0o640,
  size: 7,
  sha1: 'da39a3ee5e6b4b0d3255bfef95601890afd80709',
  token: '0123456789abcdef',
  source: undefined,
};

/** In coreutils from its first version on. */
const safe = new Set('cat chmod mkdir mv rm rmdir sha1sum stat sync'.split(' '));

test.each([
  ['beside it', receiveFragment(upload)],
  ['from the file of somebody else', receiveFragment({ ...upload, source: '/tmp/x/content' })],
  ['the folder', privateFolderFragment('/tmp/x')],
])('%s: only programs that servers of the period have', (_, { text }) => {
  const used = [...commandWords(text)];
  expect(used.length).toBeGreaterThan(0);
  expect(used.filter((word) => !safe.has(word))).toEqual([]);
});

test('the name of an upload is beside its target, where the next one looks for what was left', () => {
  expect(besideName(upload)).toBe('/root/a file.gateway-setup.upload-0123456789abcdef');
  expect(receiveFragment(upload).text).toContain('rm -f "$target".gateway-setup.upload-*');
});
