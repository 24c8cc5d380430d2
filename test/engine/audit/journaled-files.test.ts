import fc from 'fast-check';
import { expect, test } from 'vitest';
import { journaledFilesRequest, readJournaledFiles } from '../../../src/engine/audit/journaled-files.js';
import { present } from '../../../src/host/fact.js';
import { commandWords } from '../../host/survey/command-words.js';

const mark = '@gs-mark';
const run = '/var/lib/gateway-setup/runs/2026-11-21T220501Z-nod32';

function read(output: Buffer, code = 0) {
  return readJournaledFiles(() => present({ code, output }), mark);
}

test('whatever two files hold, it comes through to the byte', () => {
  const bytes = fc.uint8Array({ maxLength: 40 }).map((one) => Buffer.from(one));
  fc.assert(
    fc.property(bytes, bytes, (left, now) => {
      const output = Buffer.concat([
        Buffer.from(`${mark} edited 7 1795000000 ${run} /etc/a file\n`),
        left,
        Buffer.from(`\n${mark} now\n`),
        now,
        Buffer.from(`\n${mark} end\n${mark} gone 12  ${run} /etc/gone\n`),
      ]);
      const id = '2026-11-21T220501Z-nod32';
      expect(read(output)).toEqual(
        present([
          { run: id, change: 7, path: '/etc/a file', state: 'edited', modified: 1_795_000_000, left, now },
          { run: id, change: 12, path: '/etc/gone', state: 'gone' },
        ]),
      );
    }),
  );
});

test('a large file that differs is told of without its contents', () => {
  const output = Buffer.from(`${mark} edited 1 5 ${run} /a\n${mark} as-left 2 5 ${run} /b\n`);
  expect(read(output)).toMatchObject({ value: [{ state: 'edited' }, { state: 'as-left' }] });
  expect(JSON.stringify(read(output))).not.toContain('"left"');
});

test('a comparison that failed is not taken for no difference', () => {
  expect(read(Buffer.from(''), 2).state).toBe('unreadable');
});

test('starts only programs that servers of the period have, and none that writes', () => {
  const request = journaledFilesRequest(mark);
  if (request.kind !== 'command') throw new Error('it is a command');
  const used = [...commandWords(request.script.text)].filter(
    (word) => word !== 'continue' && word !== 'read',
  );
  expect(used.sort()).toEqual(['cat', 'cmp', 'sed', 'stat']);
  expect(request.script.text).not.toMatch(/[^2]>(?!\/dev\/null)/);
});
