import { afterEach, beforeEach, expect, test } from 'vitest';
import { tellEarlier } from '../../../src/cli/tell-earlier.js';
import { listRuns, planRollback, rollBack } from '../../../src/engine/rollback.js';
import { finish } from '../../../src/engine/setup/finish.js';
import type { StepId } from '../../../src/model/step-id.js';
import { plainPaint } from '../../../src/report/human/paint.js';
import { edit, named } from '../../support/changes.js';
import { EngineTarget } from '../../support/engine-target.js';
import { scriptedOperator } from '../../support/operator.js';
import { fresh } from '../../support/server.js';
import { sessionOn } from '../../support/session.js';

// A server that was set up twice, as after `--resume`: everything is both runs.

let target: EngineTarget;
beforeEach(() => {
  target = new EngineTarget();
  target.file('one', 'before\n');
  target.file('two', 'before\n');
});
afterEach(() => target.remove());

/** A setup that changes one file. */
async function setUp(step: StepId, name: string) {
  const { operator, seen } = scriptedOperator();
  const session = sessionOn(fresh, { host: target.host, operator });
  const run = await session.begin();
  const change = edit(target.path(name), { before: Buffer.from('before\n'), after: Buffer.from('after\n') });
  const { result } = await target.apply(run, [{ step: named(step), changes: [change] }]);
  expect(result.kind).toBe('done');
  await finish(session, { outcome: 'done', skipped: [], findings: [] });
  await run.end();
  return { run, view: seen.finished };
}

/** Takes the latest run back, and what is said then of those before it. */
async function takeBack(): Promise<string> {
  const plan = await planRollback(target.host, {});
  expect((await rollBack(target.host, plan, { signal: new AbortController().signal })).ok).toBe(true);
  const said = await tellEarlier(() => listRuns(target.host), plan.run.id, target.host.name, plainPaint);
  return said.join(' ').replace(/\s+/g, ' ');
}

test('the last screen counts the runs that stand, and a rollback tells that one still does', async () => {
  const first = await setUp('limit-esmtp-extensions', 'one');
  expect(first.view?.earlierRuns).toBe(0);
  const second = await setUp('configure-scanner', 'two');
  expect(second.view?.earlierRuns).toBe(1);
  const said = await takeBack();
  expect(said).toContain(`The run ${first.run.id} of `);
  expect(said).toMatch(
    /still stands \(1 step\)\. To take that back as well: gateway-setup rollback --host mail\.example\.test$/,
  );
  expect(target.read('one')).toBe('after\n');
  expect(await takeBack()).toBe('');
  expect(target.read('one')).toBe('before\n');
  expect((await setUp('configure-scanner', 'two')).view?.earlierRuns).toBe(0);
});
