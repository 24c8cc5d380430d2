import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { editsSince, planRollback, rollBack } from '../../../src/engine/rollback.js';
import { edit, named } from '../../support/changes.js';
import { EngineTarget } from '../../support/engine-target.js';

const name = 'server/etc/a.cfg';

/** Two stages of one run, each with an edit of the same file; before the second one somebody does something. */
async function twoStages(between: (target: EngineTarget) => void, ports: readonly number[] = []) {
  const target = new EngineTarget();
  onTestFinished(() => target.remove());
  target.file(name, '[a]\nx = 1\ny = 1\nz = 1\n');
  const run = await target.begin();
  for (const [step, from, to] of [
    ['limit-esmtp-extensions', 'x = 1', 'x = 2'],
    ['configure-scanner', 'y = 1', 'y = 2'],
  ] as const) {
    const before = target.read(name);
    const change = edit(target.path(name), {
      before: Buffer.from(before),
      after: Buffer.from(before.replace(from, to)),
      readers: [],
      whileStopped: false,
    });
    const planned = [{ step: named(step), changes: [change] }];
    expect((await target.apply(run, planned, {}, [], ports)).result).toMatchObject({ kind: 'done' });
    if (step === 'limit-esmtp-extensions') between(target);
  }
  await run.end();
  return { target, run };
}

async function decided(target: EngineTarget) {
  const plan = await planRollback(target.host, {});
  const edited = await editsSince(target.host, plan);
  const decisions = edited.map((one) => one.decide(one.questions.map(({ unasked = 'keep' }) => unasked)));
  return {
    edited,
    result: await rollBack(target.host, plan, { signal: new AbortController().signal, decisions }),
  };
}

test('somebody edits a file, and its mode, between two edits of one run: undo.sh alone touches nothing, decided it stays', async () => {
  const { target, run } = await twoStages((one) => {
    one.file(name, '[a]\nx = 2\ny = 1\nz = 5\n');
    chmodSync(one.path(name), 0o600);
  });
  expect(target.undo(run)).toMatchObject({
    code: 1,
    said: expect.stringContaining('edited by somebody between two changes of this run'),
  });
  expect(target.read(name)).toBe('[a]\nx = 2\ny = 2\nz = 5\n');
  // What was done after that edit can be taken back without a word about it.
  expect(target.undo(run, 'configure-scanner').code).toBe(0);
  expect(target.read(name)).toBe('[a]\nx = 2\ny = 1\nz = 5\n');
  const { edited, result } = await decided(target);
  expect(edited.map(({ stays }) => stays)).toEqual([['[a] z']]);
  expect(result.ok, result.lines.join('\n')).toBe(true);
  expect(target.read(name)).toBe('[a]\nx = 1\ny = 1\nz = 5\n');
  expect(statSync(target.path(name)).mode & 0o777).toBe(0o600);
});

test('a port is demanded, until something was kept that may have moved it', async () => {
  const { target, run } = await twoStages(() => {}, [1]);
  expect(target.undo(run, 'configure-scanner')).toMatchObject({
    code: 1,
    said: expect.stringContaining('port 1: NOT open, but it was before'),
  });
  target.file(name, '[a]\nx = 3\ny = 1\nz = 1\n');
  const { result } = await decided(target);
  expect(result.lines.join('\n')).toContain(
    'port 1: not open, though it was before. What was decided to stay',
  );
  expect(result.checks.map(({ what }) => what)).toContain(
    'port 1 is not open: what was decided to stay may have moved it',
  );
  expect(result.ok, result.lines.join('\n')).toBe(true);
  // Run again it is still known.
  expect(target.undo(run).code).toBe(0);
  expect(target.read(name)).toBe('[a]\nx = 3\ny = 1\nz = 1\n');
});

test('what was taken back by itself does not speak for what is still to be taken back', async () => {
  const { target, run } = await twoStages((one) => one.file(name, '[a]\nx = 2\ny = 1\nz = 5\n'));
  expect(target.undo(run, 'configure-scanner').code).toBe(0);
  // As the later change found it, and not as the earlier one left it.
  const refused = target.undo(run);
  expect(refused).toMatchObject({ code: 1, said: expect.stringContaining('Nothing was taken back') });
  // The advice is about the change that stands.
  expect(refused.said).toMatch(/give that edit up: cp .*001\.after/);
  expect(target.read(name)).toBe('[a]\nx = 2\ny = 1\nz = 5\n');
  // As the later change had left it: the same.
  target.file(name, '[a]\nx = 2\ny = 2\nz = 5\n');
  expect(target.undo(run)).toMatchObject({
    code: 1,
    said: expect.stringContaining('Nothing was taken back'),
  });
  const { result } = await decided(target);
  expect(result.ok, result.lines.join('\n')).toBe(true);
  expect(target.read(name)).toBe('[a]\nx = 1\ny = 2\nz = 5\n');
});

test('a change that was prepared and never made does not speak for the one before it either', async () => {
  const { target, run } = await twoStages((one) => one.file(name, '[a]\nx = 2\ny = 1\nz = 5\n'));
  // As a kill leaves it, right before the later change is begun.
  target.file(name, '[a]\nx = 2\ny = 1\nz = 5\n');
  rmSync(target.here(`${run.folder}/files/002.begun`));
  const journal = target.here(`${run.folder}/journal.jsonl`);
  const lines = readFileSync(journal, 'utf8').split('\n');
  writeFileSync(journal, lines.filter((line) => !/"change":2[,}]/.test(line)).join('\n'));
  expect(target.undo(run)).toMatchObject({
    code: 1,
    said: expect.stringContaining('Nothing was taken back'),
  });
  const { result } = await decided(target);
  expect(result.ok, result.lines.join('\n')).toBe(true);
  expect(target.read(name)).toBe('[a]\nx = 1\ny = 1\nz = 5\n');
});
