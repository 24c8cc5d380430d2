import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listRuns } from '../../../src/engine/run/list-runs.js';
import type { Run } from '../../../src/engine/run/run.js';
import type { Service } from '../../../src/model/service.js';
import { edit, named } from '../../support/changes.js';
import { EngineTarget } from '../../support/engine-target.js';

let target: EngineTarget;
let mail: Service;
beforeEach(() => {
  target = new EngineTarget();
  mail = target.services.add('mail', 1);
  spawnSync(mail.script, ['start'], { stdio: 'ignore' });
  target.file('config', 'before\n');
});
afterEach(() => target.remove());

/** A handover that takes itself back that many seconds after it was made. */
async function armed(seconds: number): Promise<Run> {
  const run = await target.begin();
  const change = edit(target.path('config'), {
    before: Buffer.from('before\n'),
    after: Buffer.from('after\n'),
    readers: [mail],
    whileStopped: true,
  });
  const { result } = await target.apply(run, [{ step: named('move-axigen-listener'), changes: [change] }], {
    armed: { step: 'move-axigen-listener', seconds },
  });
  expect(result.kind).toBe('done');
  expect(target.read('config')).toBe('after\n');
  return run;
}

/** The process that would take it back; nothing else on the target waits for the deadline. */
function watchOf(run: Run): number {
  return Number(readFileSync(join(target.here(run.folder), 'watch'), 'utf8').split(' ')[0]);
}

function isAlive(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return /^[^Z\s]/.test(stdout);
}

async function summary(run: Run) {
  return (await listRuns(target.host)).find(({ id }) => id === run.id);
}

async function until(condition: () => boolean): Promise<void> {
  const end = performance.now() + 30_000;
  while (!condition()) {
    if (performance.now() > end) throw new Error('it did not come to that');
    await pause(50);
  }
}

describe('an armed undo', () => {
  test('fires when nobody confirms: the files are back, the service runs, and it is known that it succeeded', async () => {
    const run = await armed(1);
    await until(() => target.events(run).includes('undo-end'));
    expect(target.read('config')).toBe('before\n');
    expect(target.services.isRunning(mail)).toBe(true);
    expect(target.events(run)).toContain('undone move-axigen-listener');
    expect(await run.confirm()).toBe('taken-back');
  });

  test('that could not be called off ends by itself once all is taken back, and nothing waits for it', async () => {
    const run = await armed(60);
    const watch = watchOf(run);
    // As after a rollback that could change nothing in the run's folder but this.
    writeFileSync(join(target.here(run.folder), 'taken-back'), '');
    await until(() => !isAlive(watch));
    expect(existsSync(join(target.here(run.folder), 'armed'))).toBe(true);
    const told = await summary(run);
    expect(told).not.toHaveProperty('atWork');
    expect(told).not.toHaveProperty('unwatched');
    expect(target.events(run)).not.toContain('armed-undo-fired');
  });

  test('confirmed in time it does nothing, then or ever', async () => {
    const run = await armed(60);
    const watch = watchOf(run);
    expect(isAlive(watch)).toBe(true);
    expect(await run.confirm()).toBe('confirmed');
    target.services.calls();
    await until(() => !isAlive(watch));
    expect(target.read('config')).toBe('after\n');
    expect(target.services.calls()).toEqual([]);
    expect(target.events(run)).not.toContain('armed-undo-fired');
  });

  test('that fails is never taken for one that succeeded', async () => {
    const run = await armed(1);
    writeFileSync(target.path('config'), 'edited\n');
    await until(() => target.events(run).includes('undo-end'));
    expect(await run.confirm()).toBe('not-taken-back');
    expect(target.read('config')).toBe('edited\n');
    expect(target.services.isRunning(mail)).toBe(true);
  });

  test('armed anew counts from then on, and fires once', async () => {
    const run = await armed(60);
    expect(await run.confirm()).toBe('confirmed');
    await run.arm('move-axigen-listener', 1);
    await until(() => target.events(run).includes('undo-end'));
    expect(target.events(run).filter((one) => one === 'armed-undo-fired')).toHaveLength(1);
    expect(target.read('config')).toBe('before\n');
  });

  test('tells whoever comes meanwhile how long it waits still, and afterwards what it has done', async () => {
    const run = await armed(60);
    await until(() => readFileSync(join(target.here(run.folder), 'armed-left'), 'utf8') !== '60\n');
    const waiting = await summary(run);
    expect(waiting).toMatchObject({
      atWork: 'armed',
      firesIn: expect.toSatisfy((left) => left > 0 && left < 60),
    });
    await run.end();
    await expect(target.begin()).rejects.toMatchObject({
      next: expect.stringMatching(/\d+ seconds from now/),
    });
    await run.confirm();
    await run.arm('move-axigen-listener', 1);
    await until(() => target.events(run).includes('undo-end'));
    expect(await summary(run)).toMatchObject({ fired: { outcome: 'taken-back', dealtWith: false } });
  });

  test('whose watch was ended: it is known, nobody is refused, and who goes on calls it off in writing', async () => {
    const run = await armed(60);
    process.kill(watchOf(run), 'SIGKILL');
    await until(() => !isAlive(watchOf(run)));
    const left = await summary(run);
    expect(left).toMatchObject({ unwatched: true });
    expect(left).not.toHaveProperty('atWork');
    await run.end();
    await (await target.begin()).end();
    expect(await summary(run)).not.toHaveProperty('unwatched');
    expect(target.events(run).at(-1)).toBe('armed-undo-lapsed');
  });

  test('that was ended in the midst of its work is not waited for', async () => {
    const run = await armed(60);
    process.kill(watchOf(run), 'SIGKILL');
    await until(() => !isAlive(watchOf(run)));
    await run.journal({ event: 'armed-undo-fired', to: 'move-axigen-listener' });
    renameSync(join(target.here(run.folder), 'armed'), join(target.here(run.folder), 'fired'));
    expect(await run.confirm()).toBe('not-taken-back');
    expect(await summary(run)).toMatchObject({ fired: { outcome: 'cut-off' } });
    expect(target.undo(run).code).toBe(0);
    expect(await summary(run)).toMatchObject({ state: 'rolled-back', steps: [] });
  });

  test('taken back by hand before the deadline: it does not fire a second time', async () => {
    const run = await armed(60);
    const watch = watchOf(run);
    const undone = target.undo(run);
    expect(undone.code, undone.said).toBe(0);
    target.services.calls();
    await until(() => !isAlive(watch));
    expect(target.services.calls()).toEqual([]);
    expect(target.events(run).filter((one) => one === 'undo-begin')).toHaveLength(1);
    expect(existsSync(join(target.here(run.folder), 'armed'))).toBe(false);
  });

  test('a stage that fails before anything was begun leaves none behind', async () => {
    const run = await target.begin();
    target.services.fault('mail', 'will-not-stop');
    const change = edit(target.path('config'), {
      before: Buffer.from('before\n'),
      after: Buffer.from('after\n'),
      readers: [mail],
      whileStopped: true,
    });
    const { result } = await target.apply(run, [{ step: named('move-axigen-listener'), changes: [change] }], {
      armed: { step: 'move-axigen-listener', seconds: 1 },
    });
    expect(result).toMatchObject({ kind: 'failed', putBack: true });
    expect(existsSync(join(target.here(run.folder), 'armed'))).toBe(false);
  });
});
