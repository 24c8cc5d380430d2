import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { walkToEnd } from '../../../src/engine/setup/walk-to-end.js';
import { Cancelled, ExitCode } from '../../../src/errors.js';
import type { Host } from '../../../src/host/host.js';
import { LineLost } from '../../../src/host/line-lost.js';
import type { Step } from '../../../src/model/step.js';
import { nod32Article } from '../../../steps/passages.js';
import { edit } from '../../support/changes.js';
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

/** A run that has changed a file, with its undo armed, and is stopped; from then on its line is lost where `breaks` says so. */
async function stopped(breaks: (script: string) => boolean) {
  const { operator, seen } = scriptedOperator();
  let isStopped = false;
  const host: Host = {
    ...target.host,
    run: (script, options) =>
      isStopped && breaks(script.text)
        ? Promise.reject(new LineLost('mail', 'the server is silent'))
        : target.host.run(script, options),
  };
  const session = sessionOn(fresh, { host, operator });
  const step: Step = {
    id: 'configure-scanner',
    title: 'A step',
    passage: nod32Article('Caveat 4'),
    says: '',
    skipMeans: '',
    assess: () => [],
    changes: () => [],
  };
  const change = edit(target.path('config'), {
    before: Buffer.from('before\n'),
    after: Buffer.from('after\n'),
  });
  const ended = walkToEnd(session, target.host, async () => {
    const run = await session.begin();
    const situation = await session.situation();
    await target.apply(run, [{ step, changes: [change] }]);
    await run.arm(step.id, 600);
    const steps = [{ step, changes: [change], findings: [] }];
    session.armed = { steps, handover: true, number: 1, total: 1, situation };
    isStopped = true;
    throw new Cancelled();
  });
  return { ended, seen, session };
}

describe('a run that is stopped with its undo armed', () => {
  test('takes that back', async () => {
    const { ended, seen } = await stopped(() => false);
    await expect(ended).resolves.toBe(ExitCode.cancelled);
    expect(seen.notes.join('\n')).toMatch(/is taken back now\.\n.*Taken back/s);
    expect(target.read('config')).toBe('before\n');
  });

  test.each([
    ['called off', /^confirm_undo$/m, true],
    ['taken back', /^exec sh .*undo\.sh/m, false],
  ])('and loses its line while it is %s: how things stand is said', async (_doing, words, armed) => {
    const { ended, session } = await stopped((script) => words.test(script));
    await expect(ended).rejects.toMatchObject({
      exitCode: ExitCode.failed,
      message: expect.stringMatching(/reached again\. Its journal .* these steps stand: configure-scanner\./),
      next: expect.stringContaining('gateway-setup rollback'),
    });
    expect(session.armed !== undefined).toBe(armed);
    if (session.run !== undefined) expect(target.undo(session.run).code).toBe(0);
    // The lock is free.
    await (await target.begin()).end();
  });
});
