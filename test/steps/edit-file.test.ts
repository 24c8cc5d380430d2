import { describe, expect, test } from 'vitest';
import { intentOf } from '../../src/engine/apply/intent.js';
import { changeOf } from '../../src/engine/plan/write-document.js';
import { absent, present, unreadable } from '../../src/host/fact.js';
import type { FileFact } from '../../src/host/survey/answers.js';
import { changeSentence } from '../../src/report/human/changes.js';
import { editFile } from '../../steps/edit-file.js';

const bytes = Buffer.from('before\n');
const fact: FileFact = {
  path: '/etc/axigen.cfg',
  type: 'file',
  mode: 0o640,
  uid: 0,
  gid: 0,
  size: bytes.length,
  modified: 0,
  link: false,
  bytes,
};
const { bytes: _, ...withoutBytes } = fact;
const rest = { summary: 'Move it', readers: [], whileStopped: false };
const edit = (file: Partial<FileFact>, after = 'after\n') =>
  editFile(present({ ...fact, ...file }), Buffer.from(after), rest);

describe('where a file is edited', () => {
  test.each<[string, Partial<FileFact>, object]>([
    ['no link', {}, { path: '/etc/axigen.cfg' }],
    ['a link', { link: true, real: '/srv/a.cfg' }, { path: '/srv/a.cfg', via: '/etc/axigen.cfg' }],
    [
      'a link of a folder',
      { real: '/opt/etc/axigen.cfg' },
      { path: '/opt/etc/axigen.cfg', via: '/etc/axigen.cfg' },
    ],
    ['blanks, quotes, globs', { real: "/srv/it's a [*]" }, { path: "/srv/it's a [*]" }],
  ])('%s', (_, file, change) => {
    const [made, ...more] = edit(file);
    expect(more).toEqual([]);
    expect(made).toMatchObject({ ...rest, kind: 'edit-file', before: bytes, ...change });
    expect(made !== undefined && 'via' in made).toBe(file.real !== undefined);
  });

  test.each(['/srv/line\nbreak', '/srv/es\u001bcape', '/srv/"quoted"', '/srv/back\\slash', '/srv/c1\u009b'])(
    'a name that the journal cannot carry is refused before anything is changed: %j',
    (real) => {
      expect(() => edit({ link: true, real })).toThrow(
        /leads by a symbolic link to .*, and is not edited there/s,
      );
      // Nothing is to be changed there: then it does not matter.
      expect(edit({ link: true, real }, 'before\n')).toEqual([]);
    },
  );

  test.each([
    [1, /another name, too \(hard links\)/],
    [2, /2 other names, too/],
  ])('a file with %s other names is refused before anything is changed', (otherNames, words) => {
    expect(() => edit({ otherNames })).toThrow(words);
    expect(edit({ otherNames }, 'before\n')).toEqual([]);
  });

  test.each([absent, unreadable('EIO'), present(withoutBytes)])('%j: no change', (file) => {
    expect(editFile(file, Buffer.from('after\n'), rest)).toEqual([]);
  });
});

test('both names are shown, and go into the journal and the plan', () => {
  const [linked] = edit({ link: true, real: '/srv/a.cfg' });
  const [plain] = edit({});
  if (linked === undefined || plain === undefined) throw new Error('one edit each');
  expect(changeSentence(linked)).toBe(
    'Edit /etc/axigen.cfg, which leads by a symbolic link to /srv/a.cfg: Move it',
  );
  expect(changeSentence(plain)).toBe('Edit /etc/axigen.cfg: Move it');
  const names = { path: '/srv/a.cfg', via: '/etc/axigen.cfg' };
  expect(changeOf(linked)).toMatchObject(names);
  expect(intentOf({ number: 1, step: 'configure-scanner', change: linked })).toMatchObject(names);
  expect(intentOf({ number: 1, step: 'configure-scanner', change: plain })).not.toHaveProperty('via');
});
