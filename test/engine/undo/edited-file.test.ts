import { describe, expect, test } from 'vitest';
import type { Choice } from '../../../src/engine/undo/edited.js';
import { type ChangedFile, editedFile } from '../../../src/engine/undo/edited-file.js';

type Edits = readonly (readonly [before: string | undefined, left: string])[];

function edited(edits: Edits, now: string, more: Partial<ChangedFile> = {}) {
  const bytes = (text: string) => Buffer.from(text);
  return editedFile({
    path: '/etc/x',
    name: '002',
    edits: edits.map(([before, left]) => ({
      before: before === undefined ? undefined : bytes(before),
      left: bytes(left),
    })),
    rights: undefined,
    refused: true,
    now: { kind: 'file', bytes: bytes(now) },
    ...more,
  });
}

function asked(found: ReturnType<typeof edited>): readonly string[] {
  return (found?.questions ?? []).map(
    ({ what, before, left, now }) => `${what}: ${before} | ${left} | ${now}`,
  );
}

function decided(found: ReturnType<typeof edited>, ...choices: readonly Choice[]) {
  const { words, merged } = found?.decide(choices) ?? {};
  return [words?.join(' '), merged && Buffer.from(merged).toString()];
}

const rights = { before: '-rw-r----- 0 0', left: '-rw-r----- 0 0', now: '-rw------- 9 9' };

test('nothing when undo.sh has nothing to say of it', () => {
  expect(edited([['[a]\nx = 1\n', '[a]\nx = 2\n']], '[a]\nx = 2\n', { refused: false })).toBeUndefined();
});

describe('twice the same key', () => {
  const before = '[s]\np = 1\n[t]\n[s]\np = 2\n';
  const left = before.replace(/p = \d/g, 'p = 25');
  const now = before.replace('p = 1', 'p = 7').replace('p = 2', 'p = 8');
  test.each<[Choice, Choice, string]>([
    ['keep', 'keep', now],
    ['before', 'keep', now.replace('7', '1')],
    ['keep', 'before', now.replace('8', '2')],
    ['before', 'before', before],
  ])('in conflict, each is answered by itself: %s, %s', (one, other, wanted) => {
    const found = edited([[before, left]], now);
    expect(asked(found)).toEqual([
      '[s] p (1 of 2) in /etc/x: 1 | 25 | 7',
      '[s] p (2 of 2) in /etc/x: 2 | 25 | 8',
    ]);
    expect(decided(found, one, other)).toEqual(['file merged', wanted]);
  });
});

describe('somebody edited it between two changes of the run', () => {
  const edits: Edits = [
    ['[a]\nx = 1\ny = 1\nz = 1\n', '[a]\nx = 2\ny = 1\nz = 1\n'],
    ['[a]\nx = 2\ny = 1\nz = 5\n', '[a]\nx = 2\ny = 2\nz = 5\n'],
  ];
  test('elsewhere: it stays, and nothing is asked', () => {
    const found = edited(edits, '[a]\nx = 2\ny = 2\nz = 5\n');
    expect(found).toMatchObject({ questions: [], putBack: ['[a] y: 2 becomes 1', '[a] x: 2 becomes 1'] });
    expect(decided(found)).toEqual(['file merged', '[a]\nx = 1\ny = 1\nz = 5\n']);
  });

  test('the same key: asked, and said when', () => {
    const found = edited(
      [
        ['[a]\nx = 1\n', '[a]\nx = 2\n'],
        ['[a]\nx = 5\n', '[a]\nx = 3\n'],
      ],
      '[a]\nx = 3\n',
    );
    expect(asked(found)).toEqual([
      '[a] x in /etc/x: 1 | 2 | 5, as somebody made it between two changes of this run',
    ]);
    expect(decided(found, 'keep')).toEqual(['file merged', '[a]\nx = 5\n']);
    expect(decided(found, 'before')).toEqual(['file merged', '[a]\nx = 1\n']);
  });

  test('a key that both changes of the run have set is asked about once', () => {
    const found = edited(
      [
        ['[a]\nx = 1\ny = 1\n', '[a]\nx = 2\ny = 1\n'],
        ['[a]\nx = 2\ny = 5\n', '[a]\nx = 3\ny = 5\n'],
      ],
      '[a]\nx = 9\ny = 5\n',
    );
    expect(asked(found)).toEqual(['[a] x in /etc/x: 1 | 3 | 9']);
    expect(decided(found, 'keep')).toEqual(['file merged', '[a]\nx = 9\ny = 5\n']);
    expect(decided(found, 'before')).toEqual(['file merged', '[a]\nx = 1\ny = 5\n']);
  });
});

describe('owner or mode changed', () => {
  const one: Edits = [['no ini\n', 'ours\n']];
  const inis: Edits = [['[a]\nx = 1\n', '[a]\nx = 2\n']];
  test.each<[string, Edits, string, boolean, readonly Choice[], readonly string[], readonly unknown[]]>([
    ['contents ours', one, 'ours\n', false, ['keep'], [], ['file merged', 'no ini\n']],
    ['contents ours', one, 'ours\n', false, ['before'], [], ['file restored', 'no ini\n']],
    ['as before by hand', one, 'no ini\n', false, ['before'], [], ['file restored', 'no ini\n']],
    [
      'another key too',
      inis,
      '[a]\nx = 2\nm = 1\n',
      true,
      ['before'],
      [],
      ['file restored', '[a]\nx = 1\nm = 1\n'],
    ],
    ['kept as a whole', one, 'theirs\n', true, ['keep', 'keep'], ['/etc/x'], ['file keep', undefined]],
    [
      'kept, owner of before',
      one,
      'theirs\n',
      true,
      ['keep', 'before'],
      ['/etc/x'],
      ['file restored', 'theirs\n'],
    ],
    [
      'replaced, owner of today',
      one,
      'theirs\n',
      true,
      ['before', 'keep'],
      ['/etc/x'],
      ['file merged', 'no ini\n'],
    ],
    [
      'placed, and goes',
      [[undefined, 'ours\n']],
      'theirs\n',
      true,
      ['before', 'before'],
      ['/etc/x'],
      ['file gone', undefined],
    ],
  ])('%s', (_, edits, now, refused, choices, whole, wanted) => {
    const found = edited(edits, now, { refused, rights });
    expect(asked(found)).toEqual([
      ...whole.map(() => expect.stringContaining('/etc/x, as a whole: ')),
      'mode and owner of /etc/x: -rw-r----- 0 0 | -rw-r----- 0 0 | -rw------- 9 9',
    ]);
    expect(found?.questions.map(({ unasked }) => unasked)).toEqual([...whole.map(() => undefined), 'keep']);
    expect(decided(found, ...choices)).toEqual(wanted);
  });
});

test('secrets are not shown', () => {
  const text = (port: number, password: string) => `[a]\nport = ${port}\npassword = "${password}"\n`;
  const found = edited([[text(1, 'canary1'), text(2, 'canary2')]], text(2, 'canary3'));
  expect(found?.questions).toHaveLength(1);
  const { decide: _, ...said } = found ?? {};
  expect(JSON.stringify(said)).not.toContain('canary');
});
