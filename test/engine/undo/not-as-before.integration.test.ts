import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { planRollback, rollBack } from '../../../src/engine/rollback.js';
import { listRuns } from '../../../src/engine/run/list-runs.js';
import type { Run } from '../../../src/engine/run/run.js';
import { afterLineLost } from '../../../src/engine/setup/after-line-lost.js';
import { finish } from '../../../src/engine/setup/finish.js';
import { putBack } from '../../../src/engine/setup/put-back.js';
import type { Session } from '../../../src/engine/setup/session.js';
import { LineLost } from '../../../src/host/line-lost.js';
import { finishedLines } from '../../../src/report/human/finished.js';
import { plainPaint } from '../../../src/report/human/paint.js';
import { stepNamed } from '../../../steps/index.js';
import { edit, named } from '../../support/changes.js';
import { EngineTarget } from '../../support/engine-target.js';
import { scriptedOperator } from '../../support/operator.js';
import { fresh } from '../../support/server.js';
import { sessionOn } from '../../support/session.js';

let target: EngineTarget;
beforeEach(() => {
  target = new EngineTarget();
  target.file('one', 'before\n');
  target.file('two', 'before\n');
});
afterEach(() => target.remove());

/** A run of two stages. */
async function changed() {
  const { operator, seen } = scriptedOperator();
  const session = sessionOn(fresh, { host: target.host, operator });
  const run = await session.begin();
  for (const [step, name] of [
    ['limit-esmtp-extensions', 'one'],
    ['configure-scanner', 'two'],
  ] as const) {
    const change = edit(target.path(name), {
      before: Buffer.from('before\n'),
      after: Buffer.from('after\n'),
    });
    const { result } = await target.apply(run, [{ step: named(step), changes: [change] }]);
    expect(result.kind).toBe('done');
  }
  return { session, run, seen };
}

/** Every file is put back, and something else is not. */
function endsBadly(run: Run, ...step: readonly string[]): void {
  const script = readFileSync(`${target.here(run.folder)}/undo.sh`, 'utf8');
  const stuck = script.replace(/^given=/m, 'clear_configure_scanner() { uncleared=yes; }\ngiven=');
  expect(spawnSync('sh', ['-c', stuck, 'undo.sh', ...step])).toMatchObject({ status: 1 });
  expect(target.read('two')).toBe('before\n');
}

async function viewOf(session: Session) {
  const [step] = stepNamed('configure-scanner');
  if (step === undefined) throw new Error('there is no such step');
  const situation = await session.situation();
  return { steps: [{ step, changes: [], findings: [] }], handover: false, number: 1, total: 1, situation };
}

describe('an undo of one step that did not end well', () => {
  test('is not taken for a good one by the wizard: it is run once more', async () => {
    const { session, run, seen } = await changed();
    endsBadly(run, 'configure-scanner');
    await putBack(session, await viewOf(session));
    expect(seen.notes.join('\n')).toMatch(/taken back before\n[\s\S]*Taken back\./);
    expect(run.record.steps.map(({ step }) => step.id)).toEqual(['limit-esmtp-extensions']);
    expect(target.read('one')).toBe('after\n');
    await run.end();
  });

  test('is told of with the command that runs it once more, and once that was done it is over', async () => {
    const { run } = await changed();
    endsBadly(run, 'configure-scanner');
    await run.end();
    const [summary] = await listRuns(target.host);
    expect(summary).toMatchObject({
      steps: ['limit-esmtp-extensions'],
      undoUnfinished: { to: 'configure-scanner' },
    });
    const plan = await planRollback(target.host, { to: 'configure-scanner' });
    expect(plan).toMatchObject({ steps: [], changes: [], to: 'configure-scanner' });
    const { ok, lines } = await rollBack(target.host, plan, { signal: new AbortController().signal });
    expect(ok, lines.join('\n')).toBe(true);
    expect(target.read('one')).toBe('after\n');
    await expect(planRollback(target.host, { to: 'configure-scanner' })).rejects.toMatchObject({
      message: expect.stringContaining('has been taken back already.'),
      next: 'Steps that can be taken back: limit-esmtp-extensions.',
    });
  });

  test('a rollback of everything takes the rest back', async () => {
    const { run } = await changed();
    endsBadly(run, 'configure-scanner');
    await run.end();
    const plan = await planRollback(target.host, {});
    expect(plan).toMatchObject({ steps: ['limit-esmtp-extensions'] });
    expect((await rollBack(target.host, plan, { signal: new AbortController().signal })).ok).toBe(true);
    expect(await listRuns(target.host)).toMatchObject([{ state: 'rolled-back', steps: [] }]);
    expect(target.read('one')).toBe('before\n');
  });

  test('the last screen of a setup says so beside what stands', async () => {
    const { session, run, seen } = await changed();
    endsBadly(run, 'configure-scanner');
    await finish(session, { outcome: 'cancelled', skipped: [], findings: [] });
    if (seen.finished === undefined) throw new Error('there is no last screen');
    const text = finishedLines(seen.finished, plainPaint).join('\n').replace(/\s+/g, ' ');
    expect(text).toMatch(/not taken back: \* .* Something more was taken back, but that did not end well/);
    expect(text).toContain('--resume');
    await run.end();
  });
});

describe('an undo of two of three steps that did not end well', () => {
  beforeEach(() => target.file('three', 'before\n'));

  async function ended() {
    const { run } = await changed();
    const change = edit(target.path('three'), { before: Buffer.from('before\n'), after: Buffer.from('x\n') });
    const { result } = await target.apply(run, [{ step: named('set-scan-threads'), changes: [change] }]);
    expect(result.kind).toBe('done');
    endsBadly(run, 'configure-scanner');
    await run.end();
    return run;
  }

  test('is not forgotten for a good one of the last', async () => {
    const run = await ended();
    const script = `${target.here(run.folder)}/undo.sh`;
    expect(spawnSync('sh', [script, 'set-scan-threads'])).toMatchObject({ status: 0 });
    expect(await listRuns(target.host)).toMatchObject([{ undoUnfinished: { to: 'configure-scanner' } }]);
  });

  test('nobody is told that the last did not end well: the command that ends it is named', async () => {
    const run = await ended();
    await expect(planRollback(target.host, { to: 'set-scan-threads' })).rejects.toMatchObject({
      message: expect.stringContaining('has been taken back, but an undo that went further back did not end'),
      next: expect.stringMatching(`: gateway-setup rollback --run ${run.id} --to configure-scanner$`),
    });
  });

  test('is run once more where the journal has lost what the step did', async () => {
    const run = await ended();
    const path = `${target.here(run.folder)}/journal.jsonl`;
    const lines = readFileSync(path, 'utf8').split('\n');
    const left = lines.filter((line) => !/"intent".*"configure-scanner"/.test(line));
    expect(left.length).toBe(lines.length - 1);
    writeFileSync(path, left.join('\n'));
    const plan = await planRollback(target.host, { to: 'configure-scanner' });
    expect(plan).toMatchObject({ to: 'configure-scanner' });
    expect((await rollBack(target.host, plan, { signal: new AbortController().signal })).ok).toBe(true);
  });
});

describe('an undo of all steps that did not end well', () => {
  test('--to one of them names the command that ends it', async () => {
    const { run } = await changed();
    endsBadly(run);
    await run.end();
    for (const to of ['configure-scanner', 'place-license'] as const)
      await expect(planRollback(target.host, { to })).rejects.toMatchObject({
        next: expect.stringContaining(`once more: gateway-setup rollback --run ${run.id}`),
      });
  });

  test('a good undo of one step does not end it: a rollback still does, and then nothing is in the way of others', async () => {
    const { run } = await changed();
    endsBadly(run);
    await run.end();
    expect(spawnSync('sh', [`${target.here(run.folder)}/undo.sh`, 'configure-scanner'])).toMatchObject({
      status: 0,
    });
    expect(await listRuns(target.host)).toMatchObject([{ steps: [], undoUnfinished: {} }]);
    const plan = await planRollback(target.host, {});
    expect((await rollBack(target.host, plan, { signal: new AbortController().signal })).ok).toBe(true);
    expect(existsSync(`${target.here(run.folder)}/taken-back`)).toBe(true);
    expect((await listRuns(target.host))[0]?.undoUnfinished).toBeUndefined();
  });

  test('is never called taken back by the wizard that asks for one of them; the way on is named', async () => {
    const { session, run } = await changed();
    endsBadly(run);
    await expect(putBack(session, await viewOf(session))).rejects.toMatchObject({
      message: 'Not everything could be taken back.',
      next: expect.stringMatching(/ once more: gateway-setup rollback --run \S+-nod32$/),
    });
    await run.end();
  });

  test('the wizard runs it once more, and begins anew from there', async () => {
    const { session, run, seen } = await changed();
    endsBadly(run);
    await putBack(session, undefined);
    expect(seen.notes.join('\n')).toMatch(/Taken back\./);
    expect(run.record.steps).toEqual([]);
    await run.end();
    expect(await listRuns(target.host)).toMatchObject([{ id: run.id, state: 'rolled-back', steps: [] }]);
  });

  test.each(['left', 'cancelled'] as const)(
    'the last screen of a setup that is %s does not say that nothing was changed, or that all is taken back',
    async (outcome) => {
      const { session, run, seen } = await changed();
      endsBadly(run);
      await finish(session, { outcome, skipped: [], findings: [] });
      const view = seen.finished;
      if (view === undefined) throw new Error('there is no last screen');
      expect(view).toMatchObject({ changes: 0, standing: [], notAsBefore: true });
      const text = finishedLines(view, plainPaint).join('\n').replace(/\s+/g, ' ');
      expect(text).toContain('Every step was taken back, but that did not end well');
      expect(text).toContain('gateway-setup rollback');
      expect(text).not.toMatch(/nothing was changed|All that was changed has been taken back|--resume/);
      await run.end();
    },
  );

  test('is told when the line was lost meanwhile', async () => {
    const { run } = await changed();
    endsBadly(run);
    const lost = new LineLost('mail', 'the server is silent');
    const pause = async () => {};
    const { message } = await afterLineLost(lost, target.host, { run: run.id, doing: 'rollback', pause });
    expect(message).toContain('no step of it stands, but not everything is as before.');
    await run.end();
  });
});

describe('an undo of all steps that is still at work', () => {
  async function busy() {
    const { session, run, seen } = await changed();
    endsBadly(run);
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    writeFileSync(`${target.here(run.folder)}/undoing`, `${process.pid} ${boot}\n`);
    return { session, run, seen };
  }

  test('is not taken for a good one by the wizard that asks for one of them', async () => {
    const { session, run } = await busy();
    await expect(putBack(session, await viewOf(session))).rejects.toMatchObject({
      message: 'Not everything could be taken back.',
      why: expect.stringMatching(/ is being taken back right now\. .*transcript\.log tells how/),
      next: expect.stringContaining('gateway-setup rollback --list'),
    });
    expect(run.record.steps).toHaveLength(2);
    await run.end();
  });

  test('how it stands is not told on the last screen', async () => {
    const { session, run, seen } = await busy();
    await finish(session, { outcome: 'cancelled', skipped: [], findings: [] });
    if (seen.finished === undefined) throw new Error('there is no last screen');
    expect(seen.finished).not.toHaveProperty('standing');
    expect(finishedLines(seen.finished, plainPaint).join(' ')).not.toMatch(/taken\s+back\./);
    await run.end();
  });
});
