import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { HistoryEntry, RunHistory } from '../../src/engine/history.js';
import type { RunSummary } from '../../src/engine/rollback.js';
import { templatePath } from '../../src/package-root.js';
import { historyJson, historySchemaVersion } from '../../src/report/history.js';
import { historyLines } from '../../src/report/human/history.js';
import { paintWith } from '../../src/report/human/paint.js';

const schema = JSON.parse(
  readFileSync(templatePath('schemas', `history-${historySchemaVersion}.schema.json`), 'utf8'),
);
const fits = new Ajv2020({ allErrors: true, strict: true }).compile(schema);
const paint = paintWith({ colour: false, unicode: true, columns: 80 });
const target = 'root@mail.example.com';

const summary: RunSummary = {
  id: '2006-06-11T042640Z-nod32',
  state: 'finished',
  startedAt: '2006-06-11T04:26:40.000Z',
  steps: ['place-license'],
  sequence: 1,
};
const entry: HistoryEntry = {
  at: '2006-06-11T04:26:41.000Z',
  what: 'changed',
  text: 'copy the licence',
  step: 'place-license',
};
const run: RunHistory = { summary, by: 'root on laptop', version: '1.2.3', entries: [entry] };
const workedOn = { who: 'root on laptop', since: '2006-06-11T04:26:40.000Z', silent: 31, keeper: '7' };
const whats = [
  'changed',
  'begun',
  'failed',
  'taken-back',
  'not-taken-back',
  'took-itself-back',
  'never-confirmed',
  'finished',
] as const;
const lines = (...runs: readonly RunHistory[]) => historyLines(target, runs, paint);

describe('for people', () => {
  test('each run with what it did and what stands', () => {
    expect(lines(run)).toEqual([
      '2006-06-11T042640Z-nod32',
      '  finished; begun 2006-06-11 04:26:40 UTC by root on laptop, gateway-setup 1.2.3',
      '    2006-06-11 04:26:41 UTC changed: place-license: copy the licence',
      '  stands: place-license',
    ]);
  });

  test('none is said of the server that was asked', () => {
    expect(lines()).toEqual(['There is no run of gateway-setup on root@mail.example.com.']);
  });

  test('what the journal does not tell is left out', () => {
    const bare: RunHistory = {
      summary: { ...summary, state: 'rolled-back', steps: [] },
      by: undefined,
      version: undefined,
      entries: [{ at: '', what: 'took-itself-back', text: '' }],
    };
    expect(lines(bare, run).slice(0, 4)).toEqual([
      '2006-06-11T042640Z-nod32',
      '  taken back; begun 2006-06-11 04:26:40 UTC',
      '    at a time that is none nobody confirmed the handover in time, so the server',
      '      took it back by itself',
    ]);
  });

  test.each([
    ['armed', /waits to be confirmed/],
    ['taking-back', /is being taken back right now/],
    ['applying', /is being carried out right now/],
  ] as const)('%s is not called cut short', (atWork, words) => {
    const text = lines({ ...run, summary: { ...summary, state: 'unfinished', atWork } }).join('\n');
    expect(text).toMatch(words);
    expect(text).not.toContain('cut short');
  });

  test('nothing that a journal holds reaches the terminal as it is', () => {
    const evil = 'x\u001b[2J\r\u202e';
    const text = lines({
      summary: { ...summary, id: evil, startedAt: evil },
      by: evil,
      version: evil,
      entries: [{ at: evil, what: 'changed', text: evil.repeat(1000), step: evil }],
    }).join('\n');
    expect(text).toMatch(/x\\x1b\[2J\\x0d\\u202e/);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect(text.length).toBeLessThan(2000);
  });
});

describe('for programs', () => {
  test.each([
    ['no run', []],
    ['a run', [run]],
    ['a run that says little', [{ ...run, by: undefined, version: undefined, entries: [] }]],
    ['an undo that did not end well', [{ ...run, summary: { ...summary, steps: [], undoUnfinished: {} } }]],
    ['one at work', [{ ...run, summary: { ...summary, atWork: 'armed' as const } }]],
    ['one that somebody works on', [{ ...run, summary: { ...summary, workedOn } }]],
    ['one that somebody nameless works on', [{ ...run, summary: { ...summary, workedOn: {} } }]],
    ['everything that can happen', [{ ...run, entries: whats.map((what) => ({ ...entry, what })) }]],
  ] as const)('%s fits the published schema', (_name, runs) => {
    const document: unknown = JSON.parse(historyJson(target, runs));
    expect(fits(document), JSON.stringify(fits.errors)).toBe(true);
    expect(document).toMatchObject({ schemaVersion: historySchemaVersion, target });
  });

  test('an undo that did not end well is told', () => {
    const text = historyJson(target, [{ ...run, summary: { ...summary, undoUnfinished: {} } }]);
    expect(JSON.parse(text).runs[0].undoUnfinished).toBe(true);
  });

  test('who works on it is told', () => {
    const text = historyJson(target, [{ ...run, summary: { ...summary, workedOn } }]);
    expect(JSON.parse(text).runs[0].workedOn).toEqual({
      by: 'root on laptop',
      since: '2006-06-11T04:26:40.000Z',
      silentSeconds: 31,
    });
  });

  test.each([
    ['another version', { schemaVersion: 2 }],
    ['something that is not in it', { more: 1 }],
    ['no target', { target: 7 }],
  ])('the schema refuses %s', (_name, wrong) => {
    expect(fits({ ...JSON.parse(historyJson(target, [run])), ...wrong })).toBe(false);
  });

  test('the schema refuses an event that there is not', () => {
    const text = historyJson(target, [run]);
    expect(fits(JSON.parse(text.replace('"what": "changed"', '"what": "else"')))).toBe(false);
  });

  test('nothing that a journal holds reaches a terminal as it is', () => {
    const evil = 'x\u001b\u007f\u009b2J\u202e';
    const text = historyJson(evil, [{ ...run, by: evil, entries: [{ ...entry, text: evil }] }]);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(JSON.parse(text)).toMatchObject({ target: evil, runs: [{ by: evil, entries: [{ text: evil }] }] });
  });

  test('is called by what it is', () => {
    expect(schema).toMatchObject({ $id: `urn:gateway-setup:schema:history:${historySchemaVersion}` });
  });
});

test('what is damaged is said, with what is wrong and what to do, and fits the schema', () => {
  const damage = {
    what: ['/x/journal.jsonl is gone', 'a name \u001b[2J'],
    rollback: 'by-undo-script',
    next: 'gateway-setup rollback --run X',
  } as const;
  const runs = [{ ...run, summary: { ...summary, damage } }];
  const text = historyLines(target, runs, paint).join('\n');
  expect(text).toMatch(/damaged: +\/x\/journal.jsonl is gone; a name \\x1b/);
  expect(text).toMatch(/next: +gateway-setup rollback --host root@mail.example.com --run X/);
  const document = JSON.parse(historyJson(target, runs));
  expect(fits(document)).toBe(true);
  expect(document.runs[0].damage).toMatchObject({ rollback: 'by-undo-script', what: damage.what });
});
