import { describe, expect, test } from 'vitest';
import { applyWaivers } from '../../../src/engine/audit/apply-waivers.js';
import { readWaivers, waiversFile } from '../../../src/engine/audit/waivers.js';
import { absent, present, unreadable } from '../../../src/host/fact.js';
import { finding } from '../../wizard/fixture.js';

const file = (text: string | undefined) =>
  present({
    path: waiversFile,
    type: text === undefined ? 'directory' : 'file',
    mode: 0o644,
    uid: 0,
    gid: 0,
    size: text?.length ?? 0,
    modified: 0,
    link: false,
    ...(text === undefined ? {} : { bytes: Buffer.from(text) }),
  } as const);

describe('the file of waivers', () => {
  test('that is not there says nothing', () => {
    expect(readWaivers(absent)).toEqual({ state: 'absent', waivers: [], problems: [] });
  });

  test('ids, reasons, and days where there are any', () => {
    const text =
      '# ours\n[NOD32-LISTEN-PORT]\nreason = wir hören anderswo\n\n[SMTP-BANNER]\nreason = "custom; agreed"\nexpires = 2026-12-31\n';
    expect(readWaivers(file(text))).toEqual({
      state: 'read',
      waivers: [
        { id: 'NOD32-LISTEN-PORT', line: 2, reason: 'wir hören anderswo' },
        { id: 'SMTP-BANNER', line: 5, reason: 'custom; agreed', expires: '2026-12-31' },
      ],
      problems: [],
    });
  });

  test('of any size is read in one pass', () => {
    const ids = Array.from({ length: 100_000 }, (_, index) => `A-${index}`);
    const { waivers } = readWaivers(file(ids.map((id) => `[${id}]\nreason = r\n`).join('')));
    expect(waivers.length).toBe(ids.length);
    const { standings } = applyWaivers(
      [{ ...finding({ id: 'A-7' }), since: [] }],
      { state: 'read', waivers, problems: [] },
      { today: '2026-11-22', isKnown: () => false },
    );
    expect(standings[7]?.standing).toBe('honoured');
  });

  test.each([
    ['no reason', '[A-B]\nexpires = 2026-12-31\n', /line 1: .*A-B is not honoured: it gives no reason/],
    ['an empty reason', '[A-B]\nreason =\n', /gives no reason/],
    ['a day that is none', '[A-B]\nreason = r\nexpires = soon\n', /expires = soon is not a day/],
    ['a day that does not exist', '[A-B]\nreason = r\nexpires = 2026-02-30\n', /2026-02-30 is not a day/],
    ['an empty day', '[A-B]\nreason = r\nexpires =\n', /is not a day/],
    ['two reasons', '[A-B]\nreason = r\nreason = s\n', /a key stands there twice/],
    ['the same id twice', '[A-B]\nreason = r\n[A-B]\nreason = r\n', /stands there 2 times/],
  ])('%s: that one is not honoured, and it is said', (_name, text, said) => {
    const read = readWaivers(file(`${text}[C-D]\nreason = fine\n`));
    expect(read.waivers.map(({ id }) => id)).toEqual(['C-D']);
    expect(read.problems).toEqual([expect.stringMatching(said)]);
  });

  test.each([
    ['ill-formed', file('[A-B]\nreason = r\n[C-D\nreason = r\n'), /waivers\.ini.*3/],
    ['unreadable', unreadable('Permission denied'), /could not be read: Permission denied/],
    ['a folder', file(undefined), /no regular file/],
  ] as const)('%s: none is honoured, and it is said', (_name, fact, said) => {
    const read = readWaivers(fact);
    expect(read).toMatchObject({ state: 'unusable', waivers: [] });
    expect(read.problems).toEqual([expect.stringMatching(said)]);
    expect(read.problems[0]).toContain('No waiver is honoured.');
  });
});

describe('what is waived', () => {
  const apply = (text: string, today: string | undefined, verdict: 'drift' | 'ok' = 'drift') =>
    applyWaivers([{ ...finding({ verdict }), since: [] }], readWaivers(file(text)), {
      today,
      isKnown: (id) => id === 'SMTP-BANNER',
    });
  const dated = '[NOD32-LISTEN-PORT]\nreason = r\nexpires = 2026-11-22\n';

  test('a finding with a waiver has its reason, and keeps its verdict', () => {
    const { findings, notes } = apply('[NOD32-LISTEN-PORT]\nreason = r\n', '2026-11-22');
    expect(findings).toMatchObject([{ verdict: 'drift', waived: { reason: 'r' } }]);
    expect(notes).toEqual([]);
  });

  test('the day on which it expires is the last on which it counts', () => {
    expect(apply(dated, '2026-11-22').findings[0]?.waived).toEqual({ reason: 'r', expires: '2026-11-22' });
    const late = apply(dated, '2026-11-23');
    expect(late.findings[0]?.waived).toBeUndefined();
    expect(late.notes).toEqual([expect.stringContaining('has expired on 2026-11-22')]);
  });

  test('no date is honoured by a server that does not tell its own', () => {
    const { findings, notes } = apply(dated, undefined);
    expect(findings[0]?.waived).toBeUndefined();
    expect(notes).toEqual([expect.stringContaining('did not tell')]);
  });

  test.each([
    ['a finding that is good', '[NOD32-LISTEN-PORT]\nreason = r\n', 'ok', 'not-needed', /not needed now/],
    ['one that this server has not', '[SMTP-BANNER]\nreason = r\n', 'drift', 'not-needed', /not needed now/],
    [
      'an id that there is not',
      '[SMTP-BANER]\nreason = r\n',
      'drift',
      'unknown-id',
      /there is no finding SMTP-BANER/,
    ],
  ] as const)('%s: nothing is waived, and it is said', (_name, text, verdict, standing, said) => {
    const { findings, standings, notes } = apply(text, '2026-11-22', verdict);
    expect(findings[0]?.waived).toBeUndefined();
    expect(standings).toMatchObject([{ standing }]);
    expect(notes).toEqual([expect.stringMatching(said)]);
  });
});
