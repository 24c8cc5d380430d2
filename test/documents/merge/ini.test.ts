import { describe, expect, test } from 'vitest';
import { merged } from './merged.js';

const before = `; nod32.cfg
[global]
agents = "smtp"

[smtp]
listen_addr = "localhost"
listen_port = 2526
;num_thr = 2

[pop3]
enabled = yes
`;
const left = before
  .replace('"localhost"', '"0.0.0.0"')
  .replace('2526', '25')
  .replace(';num_thr = 2', 'num_thr = 10');
const units = (port = 'as-left', address = 'as-left', threads = 'as-left') => [
  `[smtp] listen_addr: ${address}`,
  `[smtp] listen_port: ${port}`,
  `[smtp] num_thr: ${threads}`,
];
const edited = (text: string, from: string | RegExp, to: string) => {
  const result = text.replace(from, to);
  if (result === text) throw new Error(`${from} is not there`);
  return result;
};

describe('what a run did to an ini file is taken out of what has become of it', () => {
  test('nothing has: it is as before, to the byte', () => {
    expect(merged(before, left, left)).toEqual({ units: units(), theirs: [], keep: before, before });
  });

  test('it was put back by hand', () => {
    const state = ['as-before', 'as-before', 'as-before'] as const;
    expect(merged(before, left, before)).toEqual({
      units: units(...state),
      theirs: [],
      keep: before,
      before,
    });
  });

  test.each<[string, (text: string) => string, readonly string[]]>([
    ['another key', (text) => edited(text, 'enabled = yes', 'enabled = no'), ['[pop3] enabled']],
    ['a new key', (text) => edited(text, '[pop3]', 'mine = 1\n[pop3]'), ['[smtp] mine']],
    ['a new key at the end', (text) => `${text}mine = 1`, ['[pop3] mine']],
    ['a new section', (text) => `${text}\n[mine]\na = 1\n`, ['[mine]']],
    ['a remark', (text) => edited(text, '[smtp]\n', '[smtp]\n# by Joe\n'), []],
    [
      'a remark with the key',
      (text) => edited(text, '[smtp]\n', '[smtp]\n# listen_port = 9\n'),
      ['[smtp] listen_port'],
    ],
    ['a section gone', (text) => edited(text, '\n[pop3]\nenabled = yes\n', ''), ['[pop3]']],
    ['a key of ours moved within its section', (text) => moved(text), []],
    ['line ends', (text) => text.replaceAll('\n', '\r\n'), []],
    ['no end of the last line', (text) => text.slice(0, -1), []],
    ['a byte order mark', (text) => `\u00ef\u00bb\u00bf${text}`, []],
    ['bytes that are not UTF-8', (text) => edited(text, '"smtp"', '"\u00fc"'), ['[global] agents']],
  ])('unrelated: %s stays, and what was ours goes', (_, edit, theirs) => {
    const result = edit(before);
    expect(merged(before, left, edit(left))).toEqual({
      units: units(),
      theirs,
      keep: result,
      before: result,
    });
  });

  function moved(text: string): string {
    const [, address = ''] = /(listen_addr = .*\n)/.exec(text) ?? [];
    return edited(text, address, '').replace('\n[pop3]', `${address}\n[pop3]`);
  }

  test('the section was moved', () => {
    const move = (text: string) => {
      const [head = '', global = '', smtp = '', pop3 = ''] = text.split(/^(?=\[)/m);
      return head + pop3 + smtp + global;
    };
    const result = move(before);
    expect(merged(before, left, move(left))).toMatchObject({ units: units(), keep: result, before: result });
  });

  test('blanks and quotes of ours written otherwise are not a change of it', () => {
    const now = edited(edited(left, 'listen_port = 25', 'listen_port=25 '), '"0.0.0.0"', '0.0.0.0');
    const result = edited(before, 'listen_port = 2526', 'listen_port=2526 ');
    expect(merged(before, left, now)).toMatchObject({ units: units(), keep: result });
  });

  test.each<[string, (text: string) => string, string, (text: string) => string]>([
    [
      'another value',
      (text) => edited(text, 'listen_port = 25\n', 'listen_port = 2600\n'),
      '2526 | 25 | 2600',
      (text) => edited(text, '2526', '2600'),
    ],
    [
      'gone',
      (text) => edited(text, 'listen_port = 25\n', ''),
      '2526 | 25 | -',
      (text) => edited(text, 'listen_port = 2526\n', ''),
    ],
    [
      'commented out, and another one below',
      (text) => edited(text, 'listen_port = 25\n', ';listen_port = 25\nlisten_port = 26\n'),
      '2526 | 25 | 26',
      (text) => edited(text, 'listen_port = 2526\n', ';listen_port = 25\nlisten_port = 26\n'),
    ],
    [
      'commented out',
      (text) => edited(text, 'listen_port = 25\n', '#listen_port = 25\n'),
      '2526 | 25 | 25 (commented out)',
      (text) => edited(text, 'listen_port = 2526\n', '#listen_port = 25\n'),
    ],
    [
      'with a remark that may belong to it',
      (text) => edited(text, 'listen_port = 25\n', 'listen_port = 25 ; Joe\n'),
      '2526 | 25 | 25 ; Joe',
      (text) => edited(text, 'listen_port = 2526\n', 'listen_port = 25 ; Joe\n'),
    ],
    [
      'a second time',
      (text) => edited(text, '[pop3]', 'listen_port = 26\n[pop3]'),
      '2526 | 25 | 25, and again 26',
      (text) => edited(edited(text, '2526', '25'), '[pop3]', 'listen_port = 26\n[pop3]'),
    ],
  ])('the same key changed by hand: %s', (_, edit, values, keep) => {
    const found = merged(before, left, edit(left));
    expect(found?.units).toEqual([
      '[smtp] listen_addr: as-left',
      `[smtp] listen_port: ${values}`,
      '[smtp] num_thr: as-left',
    ]);
    expect(found?.keep).toBe(keep(before));
    // Their commented copy stays; the key itself is as it was.
    expect(found?.before.replace(';listen_port = 25\n', '')).toBe(before);
  });

  test('a whole section gone, with a key of ours in it: it can be put back, and need not be', () => {
    const now = left.slice(0, left.indexOf('\n[smtp]')) + left.slice(left.indexOf('\n[pop3]'));
    const found = merged(before, left, now);
    expect(found?.units).toEqual([expect.stringMatching(/^\[smtp\]: \[smtp\] listen_addr .* \| -$/)]);
    expect(found?.keep).toBe(now);
    expect(found?.before).toContain('[smtp]\nlisten_addr = "localhost"\nlisten_port = 2526\n;num_thr = 2\n');
  });
});

describe('what a run has added', () => {
  const base = '[a]\nx = 1\n';
  const section = `${base}\n[ours]\nk = 1\nl = 2\n`;
  const key = '[a]\nx = 1\nk = 1\n';
  test.each<[string, string, string, readonly string[], string, string]>([
    ['a key, as left', key, key, ['[a] k: as-left'], base, base],
    ['a key, removed since', key, base, ['[a] k: as-before'], base, base],
    ['a key, changed since', key, '[a]\nx = 1\nk = 9\n', ['[a] k: - | 1 | 9'], '[a]\nx = 1\nk = 9\n', base],
    ['a key, given again', key, `${key}k = 2\n`, ['[a] k: as-left'], `${base}k = 2\n`, `${base}k = 2\n`],
    ['a section, as left', section, section, ['[ours]: as-left'], base, base],
    ['a section, gone', section, base, ['[ours]: as-before'], base, base],
    [
      'a section with a key of theirs',
      section,
      `${section}mine = 3\n`,
      ['[ours] k: as-left', '[ours] l: as-left'],
      `${base}\n[ours]\nmine = 3\n`,
      `${base}\n[ours]\nmine = 3\n`,
    ],
    [
      'a section with a remark of theirs',
      section,
      section.replace('k =', '# Joe\nk ='),
      ['[ours] k: as-left', '[ours] l: as-left'],
      `${base}\n[ours]\n# Joe\n`,
      `${base}\n[ours]\n# Joe\n`,
    ],
    [
      'a section with a changed key',
      section,
      section.replace('k = 1', 'k = 5'),
      ['[ours] k: - | 1 | 5', '[ours] l: as-left'],
      `${base}\n[ours]\nk = 5\n`,
      `${base}\n[ours]\n`,
    ],
    [
      'a key behind a last line without an end',
      '[a]\nx = 1\nk = 1',
      '[a]\nx = 7\nk = 1',
      ['[a] k: as-left'],
      '[a]\nx = 7',
      '[a]\nx = 7',
    ],
  ])('%s', (_, left, now, units, keep, back) => {
    expect(merged(base, left, now)).toMatchObject({ units, keep, before: back });
  });
});

test.each([
  ['which becomes as before', '[a]\ny = 9\n', '[a]\nx = 1\ny = 9\n', '[a]\nx = 1\ny = 2\n'],
  ['which goes', '[a]\nnew = 3\n', '[a]\nx = 1\ny = 2\n', '[a]\nx = 1\ny = 2\n'],
])('what comes back right before something %s: neither is written over the other', (_, now, keep, before) => {
  const left = now.includes('new') ? now : '[a]\n';
  expect(merged('[a]\nx = 1\ny = 2\n', left, now)).toMatchObject({ keep, before });
});

describe('what a run has commented out', () => {
  const base = '[a]\n  x = "1"  # why\n  y = 1 2\nz = 1\n';
  const out = base.replace('  x', '#  x').replace('  y', '#  y');
  test.each<[string, string, string]>([
    ['as left: as before, with its blanks and remarks', out, base],
    ['something else changed', out.replace('z = 1', 'z = 9'), base.replace('z = 1', 'z = 9')],
    ['line ends', out.replaceAll('\n', '\r\n'), base.replaceAll('\n', '\r\n')],
  ])('%s', (_, now, keep) => {
    expect(merged(base, out, now)?.keep).toBe(keep);
  });
});

describe('duplicates', () => {
  const two = '[s]\np = 1\n[t]\nq = 1\n[s]\np = 2\n';
  const set = two.replace(/p = \d/g, 'p = 25');
  test.each<[string, string, readonly string[], string]>([
    ['both as left', set, ['[s] p: as-left', '[s] p: as-left'], two],
    [
      'one changed',
      set.replace('p = 25', 'p = 3'),
      ['[s] p: 1 | 25 | 3', '[s] p: as-left'],
      two.replace('p = 1', 'p = 3'),
    ],
    [
      'one gone',
      set.replace('p = 25\n', ''),
      ['[s] p: 1 | 25 | -', '[s] p: as-left'],
      two.replace('p = 1\n', ''),
    ],
  ])('of a key in two sections of one name: %s', (_, now, units, keep) => {
    const found = merged(two, set, now);
    expect(found?.units.toSorted()).toEqual(units.toSorted());
    expect(found?.before).toBe(two);
    expect(found?.keep).toBe(keep);
  });
});

test.each([
  ['no sections', 'a = 1\n', 'a = 2\n'],
  ['an unclosed header', '[a]\nx = 1\n', '[a\nx = 2\n'],
  ['UTF-16', '[a]\nx = 1\n', '\u00ff\u00fe[a]\nx = 2\n'],
])('%s: only as a whole', (_, one, other) => {
  expect(merged(one, other, other)).toBeUndefined();
});
