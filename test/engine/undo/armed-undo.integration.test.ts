import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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

  test('confirmed in time it does nothing, then or ever', async () => {
    const run = await armed(2);
    expect(await run.confirm()).toBe('confirmed');
    target.services.calls();
    await pause(4000);
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

  test('taken back by hand before the deadline: it does not fire a second time', async () => {
    const run = await armed(3);
    expect(target.undo(run).code).toBe(0);
    target.services.calls();
    await pause(5000);
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
