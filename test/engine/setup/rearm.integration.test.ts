import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rearm } from '../../../src/engine/setup/rearm.js';
import type { Host } from '../../../src/host/host.js';
import { LineLost } from '../../../src/host/line-lost.js';
import { nod32Article } from '../../../steps/passages.js';
import { edit, named } from '../../support/changes.js';
import { EngineTarget } from '../../support/engine-target.js';
import { scriptedOperator } from '../../support/operator.js';
import { fresh } from '../../support/server.js';
import { sessionOn } from '../../support/session.js';

let target: EngineTarget;
beforeEach(() => {
  target = new EngineTarget();
  target.file('config', 'before\n');
});
afterEach(() => target.remove());

/** A run whose undo is armed; when it is armed anew, the server does this instead. */
async function armed(instead: Host['run'] = (script, options) => target.host.run(script, options)) {
  let again = false;
  const host: Host = {
    ...target.host,
    run: (script, options) =>
      (again && /^arm_undo configure-scanner /m.test(script.text) ? instead : target.host.run)(
        script,
        options,
      ),
  };
  const { operator, seen } = scriptedOperator();
  const session = sessionOn(fresh, { host, operator });
  const run = await session.begin();
  const change = edit(target.path('config'), {
    before: Buffer.from('before\n'),
    after: Buffer.from('after\n'),
  });
  const situation = await session.situation();
  const step = named('configure-scanner');
  await target.apply(run, [{ step, changes: [change] }]);
  await run.arm(step.id, 600);
  const planned = { ...step, passage: nod32Article('Caveat 4'), says: '', skipMeans: '' };
  const view = {
    steps: [{ step: { ...planned, assess: () => [], changes: () => [] }, changes: [change], findings: [] }],
    handover: true,
    number: 1,
    total: 1,
    situation,
  };
  session.armed = view;
  again = true;
  return { run, seen, session, view, isArmed: () => existsSync(join(target.here(run.folder), 'armed')) };
}

test('the deadline begins anew', async () => {
  const { session, view, isArmed } = await armed();
  await rearm(session);
  expect(session.armed).toBe(view);
  expect(isArmed()).toBe(true);
  await session.run?.end();
});

test('the server has put itself back already: that is said, and nothing is armed', async () => {
  const { run, seen, session, isArmed } = await armed();
  expect(target.undo(run).code).toBe(0);
  await rearm(session);
  expect(session.armed).toBeUndefined();
  expect(isArmed()).toBe(false);
  expect(seen.notes).toEqual(['The deadline is over: the server has put this part back by itself.']);
  await session.run?.end();
});

test('it cannot be armed anew: what was armed is still not verified, and is not forgotten', async () => {
  const nothing = Buffer.alloc(0);
  const { session, view, isArmed } = await armed(async () => ({
    code: 1,
    stdout: nothing,
    stderr: nothing,
    timedOut: false,
    cancelled: false,
  }));
  await expect(rearm(session)).rejects.toThrow('could not be written');
  expect(isArmed()).toBe(false);
  expect(session.armed).toBe(view);
  await session.run?.end();
});

test('the line is lost meanwhile: nobody is told that it is armed', async () => {
  const { session } = await armed(() => Promise.reject(new LineLost('mail', 'silent')));
  await expect(rearm(session)).rejects.toThrow(LineLost);
  expect(session.armed).toBeUndefined();
  await session.run?.end();
});
