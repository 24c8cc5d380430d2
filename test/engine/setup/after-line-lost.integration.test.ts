import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type RollbackPlan, rollBack } from '../../../src/engine/rollback.js';
import { afterLineLost } from '../../../src/engine/setup/after-line-lost.js';
import { Cancelled, ExitCode, UserError } from '../../../src/errors.js';
import type { Host } from '../../../src/host/host.js';
import { LineLost } from '../../../src/host/line-lost.js';
import { EngineTarget } from '../../support/engine-target.js';
import { untouchedHost } from '../../support/untouched-host.js';

let target: EngineTarget;
beforeEach(() => {
  target = new EngineTarget();
});
afterEach(() => target.remove());

const lost = new LineLost('mail', 'the server is silent');
const unreachable = () => Promise.reject(new UserError('no route'));

function waiting() {
  const waits: number[] = [];
  return { waits, pause: async (ms: number) => void waits.push(ms) };
}

describe('after a lost line', () => {
  test('the journal tells how things stand, with how to go on and the exit code', async () => {
    const run = await target.begin();
    await run.journal({ event: 'intent', change: 1, step: 'place-license', summary: 'a copy' });
    await run.end();
    const { waits, pause } = waiting();
    const told = await afterLineLost(lost, target.host, { run: run.id, doing: 'setup', deadline: 60, pause });
    expect(told.message.split('\n')).toEqual([
      'The line to mail is lost: the server is silent.',
      `The server was reached again. Its journal of the run ${run.id} says that these steps stand: place-license.`,
    ]);
    expect(told).toMatchObject({
      exitCode: ExitCode.failed,
      why: lost.why,
      cause: lost,
      next: expect.stringMatching(
        /^To go on: gateway-setup --resume\n.* gateway-setup rollback\n.*undo\.sh$/,
      ),
    });
    expect(waits).toEqual([0]);
  });

  test('a run that has changed nothing says so', async () => {
    const run = await target.begin();
    await run.end();
    const told = await afterLineLost(lost, target.host, { run: run.id, doing: 'setup', ...waiting() });
    expect(told.message).toContain('no step of it stands');
  });

  test('a server that is back at the third try is asked then', async () => {
    const run = await target.begin();
    await run.end();
    let tries = 0;
    const host: Host = {
      ...target.host,
      run: (...given) => {
        tries += 1;
        return tries < 3 ? unreachable() : target.host.run(...given);
      },
    };
    const { waits, pause } = waiting();
    const told = await afterLineLost(lost, host, { run: run.id, doing: 'setup', pause });
    expect(told.message).toContain('was reached again');
    expect(waits).toEqual([0, 1000, 3000]);
  });

  test.each([
    ['armed', 60, /takes it back by itself within 60 seconds/],
    ['not armed', undefined, /how things stand there is not known here\.$/],
  ])('a server that stays away, with the handover %s', async (_name, deadline, words) => {
    const host = untouchedHost({ run: unreachable });
    const told = await afterLineLost(lost, host, { run: '1-nod32', doing: 'setup', deadline, ...waiting() });
    expect(told.message).toMatch(words);
    expect(told.message).not.toContain('was reached again');
  });

  test('who stops while it is looked is told what is known, not that nothing was changed', async () => {
    const host = untouchedHost({ run: () => Promise.reject(new Cancelled()) });
    const { waits, pause } = waiting();
    const told = await afterLineLost(lost, host, { run: '1-nod32', doing: 'setup', pause });
    expect(told.message).toContain('is not known here');
    expect(waits).toEqual([0]);
  });

  test('a defect of ours is none of the line', async () => {
    const host = untouchedHost({ run: () => Promise.reject(new TypeError('ours')) });
    await expect(
      afterLineLost(lost, host, { run: '1-nod32', doing: 'setup', ...waiting() }),
    ).rejects.toBeInstanceOf(TypeError);
  });
});

describe('a rollback', () => {
  const plan = (id: string): RollbackPlan => ({
    run: { id, state: 'finished', startedAt: '', steps: ['place-license'], sequence: 1 },
    steps: ['place-license'],
    lines: [],
    changes: [],
    before: { processes: [], ports: [] },
  });

  test('holds its lock and works over one line; when that is lost, how things stand is looked at over another', async () => {
    const run = await target.begin();
    await run.journal({ event: 'intent', change: 1, step: 'place-license', summary: 'a copy' });
    await run.end();
    let isLost = false;
    let anew = 0;
    const pinned = (): Host => ({
      ...target.host,
      run: async () => {
        isLost = true;
        throw lost;
      },
    });
    const host: Host = {
      ...target.host,
      pinned,
      hold: () => Promise.reject(new Error('a lock over a line that nobody minds')),
      run: (...given) => {
        expect(isLost).toBe(true);
        anew += 1;
        return target.host.run(...given);
      },
    };
    const error: unknown = await rollBack(host, plan(run.id), { signal: new AbortController().signal }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({
      exitCode: ExitCode.failed,
      message: expect.stringContaining('these steps stand: place-license'),
      next: expect.stringMatching(/^To take back what still stands: gateway-setup rollback\n/),
    });
    expect(anew).toBe(1);
  });
});
