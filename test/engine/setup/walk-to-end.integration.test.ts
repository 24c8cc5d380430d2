import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { walkToEnd } from '../../../src/engine/setup/walk-to-end.js';
import { Cancelled, ExitCode, UserError } from '../../../src/errors.js';
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

/** Nothing can be done on the server, though the line holds. */
const failed = {
  code: 255,
  stdout: Buffer.alloc(0),
  stderr: Buffer.alloc(0),
  timedOut: false,
  cancelled: false,
};

/** A run that has changed a file, with its undo armed, and is stopped; from then on its line is lost where `breaks` says so. */
async function stopped(
  breaks: (script: string) => boolean,
  { by = new Cancelled(), armed = true }: { readonly by?: Error; readonly armed?: boolean } = {},
) {
  const { operator, seen } = scriptedOperator();
  let isStopped = false;
  const host: Host = {
    ...target.host,
    run: (script, options) =>
      isStopped && breaks(script.text)
        ? by instanceof Cancelled
          ? Promise.reject(new LineLost('mail', 'the server is silent'))
          : Promise.resolve(failed)
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
    session.changes = 1;
    const steps = [{ step, changes: [change], findings: [] }];
    if (armed) {
      await run.arm(step.id, 600);
      session.armed = { steps, handover: true, number: 1, total: 1, situation };
    }
    isStopped = true;
    throw by;
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

describe('a run in whose way something is between its stages', () => {
  const by = new UserError('The survey could not be read.', {
    next: 'Look.',
    exitCode: ExitCode.couldNotLook,
  });

  test('takes back what is armed, says how it stands, and ends with what was in its way', async () => {
    const { ended, seen, session } = await stopped(() => false, { by });
    await expect(ended).rejects.toBe(by);
    expect(seen.notes.join('\n')).toMatch(/cannot go on.*is taken back now\.\n.*Taken back/s);
    expect(target.read('config')).toBe('before\n');
    expect(seen.finished).toMatchObject({ outcome: 'cut-short', changes: 1, standing: [] });
    expect(session.run && target.events(session.run)).not.toContain('finished');
    await (await target.begin()).end();
  });

  test('says what stands of it when nothing is armed, and takes nothing back', async () => {
    const { ended, seen, session } = await stopped(() => false, { by, armed: false });
    await expect(ended).rejects.toBe(by);
    expect(target.read('config')).toBe('after\n');
    expect(seen.notes).toEqual([]);
    expect(seen.finished).toMatchObject({
      outcome: 'cut-short',
      standing: ['configure-scanner'],
      runDirectory: session.run?.folder,
    });
  });

  test('nothing can be looked at: what is armed is not called off, and that is said', async () => {
    const { ended, seen, session } = await stopped(() => true, { by });
    await expect(ended).rejects.toMatchObject({
      exitCode: ExitCode.failed,
      message: expect.stringMatching(/^The survey could not be read\.\n./),
      next: expect.stringMatching(/^Look\.\n./),
    });
    expect(session.armed).toBeDefined();
    expect(existsSync(join(target.here(session.run?.folder ?? ''), 'armed'))).toBe(true);
    expect(seen.notes.at(-1)).toMatch(
      /Unless the server does so by itself, \d+ seconds after it was done, it stays: gateway-setup history/,
    );
    expect(seen.finished?.outcome).toBe('cut-short');
  });

  test('what is armed cannot be taken back: both are said', async () => {
    // Taking back is what is tried last: then somebody has been there.
    const { ended, seen } = await stopped(
      (script) => {
        if (/^exec sh .*undo\.sh/m.test(script)) writeFileSync(target.path('config'), 'edited\n');
        return false;
      },
      { by },
    );
    await expect(ended).rejects.toMatchObject({
      exitCode: ExitCode.failed,
      message: 'The survey could not be read.\nNot everything could be taken back.',
      next: expect.stringMatching(/^Look\.\n.*undo\.sh$/),
    });
    expect(seen.finished).toMatchObject({ outcome: 'cut-short', standing: ['configure-scanner'] });
  });
});
