import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { History } from '../../../src/engine/audit/audit-report.js';
import type { Deviation } from '../../../src/engine/audit/deviations.js';
import { lookOnce } from '../../../src/engine/audit/look-once.js';
import type { Run } from '../../../src/engine/run/run.js';
import type { Host } from '../../../src/host/host.js';
import { lines, type ShellFragment, sh } from '../../../src/host/shell.js';
import { plainPaint } from '../../../src/report/human/paint.js';
import { sinceTheRunLines } from '../../../src/report/human/since.js';
import { edit, named, place, run as service } from '../../support/changes.js';
import { EngineTarget } from '../../support/engine-target.js';

let target: EngineTarget;
let run: Run;
const config = "server/the mail's axigen.cfg";
const licence = 'server/licence/nod32.lic';

/** One file edited by two steps, one file placed, one service started. */
beforeEach(async () => {
  target = new EngineTarget();
  const daemon = target.services.add('scan', 1);
  target.file(config, 'one\ntwo\n');
  target.file('media/nod32.lic', 'licence\n');
  run = await target.begin();
  const { result } = await target.apply(run, [
    { step: named('place-license'), changes: [place(target.path(licence), target.path('media/nod32.lic'))] },
    { step: named('start-scanner'), changes: [service('start', daemon)] },
    { step: named('limit-esmtp-extensions'), changes: [edited('one\ntwo\n', 'one\nTWO\n')] },
    { step: named('move-axigen-listener'), changes: [edited('one\nTWO\n', 'ONE\nTWO\n')] },
  ]);
  expect(result.kind).toBe('done');
});
afterEach(() => target.remove());

function edited(before: string, after: string) {
  return edit(target.path(config), { before: Buffer.from(before), after: Buffer.from(after) });
}

const inRun = (name: string) => join(target.here(run.folder), name);

async function look(host: Host = target.host): Promise<History> {
  const { history } = await lookOnce(host, {}, new AbortController().signal);
  return history;
}

async function deviations(): Promise<readonly Deviation[]> {
  const history = await look();
  if (history.state !== 'read') throw new Error(`the journals are ${history.state}`);
  return history.deviations;
}

test('what stands as it was left is no deviation, and the run is told of', async () => {
  const history = await look();
  expect(history).toMatchObject({
    state: 'read',
    last: {
      id: run.id,
      steps: ['place-license', 'start-scanner', 'limit-esmtp-extensions', 'move-axigen-listener'],
    },
    deviations: [],
  });
});

test('an undo of all of it that did not end well is told, though no step stands', async () => {
  const script = readFileSync(inRun('undo.sh'), 'utf8');
  const stuck = script.replace(/^given=/m, 'clear_place_license() { uncleared=yes; }\ngiven=');
  expect(spawnSync('sh', ['-c', stuck, 'undo.sh'])).toMatchObject({ status: 1 });
  const history = await look();
  expect(history).toMatchObject({ notAsBefore: [{ id: run.id, steps: [], undoUnfinished: {} }] });
  const lines = sinceTheRunLines({ target: 'mail', history }, [], plainPaint);
  expect(lines.join(' ').replace(/ +/g, ' ')).toContain(
    `Once more: gateway-setup rollback --host mail --run ${run.id}`,
  );
  // Whoever has gone on from there has looked after it.
  await run.end();
  const later = await target.begin();
  const again = edited('one\ntwo\n', 'one\nTWO\n');
  const { result } = await target.apply(later, [{ step: named('limit-esmtp-extensions'), changes: [again] }]);
  expect(result.kind).toBe('done');
  expect(await look()).not.toHaveProperty('notAsBefore');
});

test('everything is read by one invocation of the shell, and nothing is written', async () => {
  let runs = 0;
  const before = target.tree('');
  const history = await look({
    ...target.host,
    run: (script, options) => {
      runs += 1;
      return target.host.run(script, options);
    },
    putFile: () => Promise.reject(new Error('nothing is written by an audit')),
  });
  expect(history.state).toBe('read');
  expect(runs).toBe(1);
  expect(target.tree('')).toEqual(before);
});

test('an edited file: when, and both contents, whatever bytes they are', async () => {
  writeFileSync(target.path(config), Buffer.from([0x4f, 0xff, 0x00, 0x0a, 0x0a]));
  utimesSync(target.path(config), 1_795_000_000, 1_795_000_000);
  expect(await deviations()).toEqual([
    {
      run: { id: run.id, startedAt: expect.stringMatching(/^\d{4}-/) },
      kind: 'edited',
      what: target.path(config),
      at: 1_795_000_000,
      steps: ['limit-esmtp-extensions', 'move-axigen-listener'],
      left: Buffer.from('ONE\nTWO\n'),
      now: Buffer.from([0x4f, 0xff, 0x00, 0x0a, 0x0a]),
    },
  ]);
});

test.each([
  ['without undo.sh', () => rmSync(inRun('undo.sh')), /undo\.sh is gone/, 1],
  ['without a journal', () => rmSync(inRun('journal.jsonl')), /journal\.jsonl is gone/, 0],
  [
    'whose journal others could write',
    () => chmodSync(inRun('journal.jsonl'), 0o622),
    /may be written by every/,
    0,
  ],
])(
  'a run %s: that is said, and what can be trusted is compared all the same',
  async (_name, damage, words, found) => {
    writeFileSync(target.path(config), 'edited\n');
    damage();
    const history = await look();
    expect(history).toMatchObject({
      damaged: [{ id: run.id, damage: { what: [expect.stringMatching(words)] } }],
    });
    // Whoever could write there could have had any file shown.
    expect(history.state === 'read' && history.deviations.length).toBe(found);
  },
);

test.each([
  ['what it was before the run', 'one\ntwo\n', undefined],
  ['what it was between its two changes', 'one\nTWO\n', 'move-axigen-listener'],
])('a file put back to %s', async (_name, content, before) => {
  writeFileSync(target.path(config), content);
  const [found, ...rest] = await deviations();
  expect(found).toMatchObject({ kind: 'put-back', what: target.path(config) });
  expect(found?.before).toBe(before);
  expect(rest).toEqual([]);
});

test('files that are gone, and a service that has stopped', async () => {
  renameSync(target.path(config), target.path('server/elsewhere'));
  rmSync(target.path(licence));
  target.services.killAll();
  expect((await deviations()).map(({ kind, what }) => [kind, what])).toEqual([
    ['gone', target.path(licence)],
    ['gone', target.path(config)],
    ['stopped', expect.stringContaining('scan')],
  ]);
});

test('steps that undo.sh has taken back, with the time; the rest is compared with what is left to stand', async () => {
  expect(target.undo(run, 'move-axigen-listener').code).toBe(0);
  expect(await deviations()).toEqual([
    expect.objectContaining({ kind: 'taken-back', what: 'move-axigen-listener', at: expect.any(Number) }),
  ]);
  writeFileSync(target.path(config), 'other\n');
  expect((await deviations()).map(({ kind, steps }) => [kind, ...steps])).toEqual([
    ['edited', 'limit-esmtp-extensions'],
    ['taken-back', 'move-axigen-listener'],
  ]);
});

test('a whole run that was taken back is told of step by step, and nothing stands', async () => {
  expect(target.undo(run).code).toBe(0);
  const history = await look();
  expect(history).not.toHaveProperty('last');
  expect((await deviations()).map(({ kind }) => kind)).toEqual(Array(4).fill('taken-back'));
});

/** The target as it is once those words are said to its shell. */
const after = (words: ShellFragment): Host => ({
  ...target.host,
  run: (script, options) => target.host.run(lines(words, script), options),
});

test.each([
  ['a folder', (path: string) => mkdirSync(path)],
  ['a pipe that nobody writes into', (path: string) => execFileSync('mkfifo', [path])],
])('%s in the place of a file: the file is gone', async (_name, make) => {
  rmSync(target.path(config));
  make(target.path(config));
  expect((await deviations()).map(({ kind, what }) => [kind, what])).toEqual([['gone', target.path(config)]]);
});

test.each([
  ['what the run left is lost', () => rmSync(join(target.here(run.folder), 'files'), { recursive: true })],
  ['no cmp', () => {}],
])('%s: nobody is told that a file was edited, nor that it stands', async (name, lose) => {
  lose();
  const host = name === 'no cmp' ? after(sh`cmp() { return 127; }`) : target.host;
  expect(await look(host)).toMatchObject({
    uncompared: [target.path(config), target.path(licence)],
    deviations: [],
  });
});

test('a package is said to be removed only where a package manager answers', async () => {
  const intent = { at: 5, event: 'intent', change: 9, step: 'install-scanner', kind: 'install-package' };
  const journal = join(target.here(run.folder), 'journal.jsonl');
  appendFileSync(journal, `${JSON.stringify({ ...intent, manager: 'dpkg', package: 'no-such-scanner' })}\n`);
  expect(await look(after(sh`command() { return 1; }`))).toMatchObject({ deviations: [] });
});
