import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { putBack } from '../../../src/engine/setup/put-back.js';
import { UserError } from '../../../src/errors.js';
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

async function changed() {
  const { operator, seen } = scriptedOperator();
  const session = sessionOn(fresh, { host: target.host, operator });
  const run = await session.begin();
  const change = edit(target.path('config'), {
    before: Buffer.from('before\n'),
    after: Buffer.from('after\n'),
  });
  const { result } = await target.apply(run, [{ step: named('configure-scanner'), changes: [change] }]);
  expect(result.kind).toBe('done');
  return { session, seen, run };
}

describe('taking everything back from the wizard', () => {
  test('says what it did and what it checked; the next undo script begins anew', async () => {
    const { session, seen, run } = await changed();
    await putBack(session, undefined);
    expect(target.read('config')).toBe('before\n');
    expect(seen.notes.join('\n')).toMatch(/Taken back\..*checked: .*config is as it was before/s);
    expect(run.record.steps).toEqual([]);
    await session.run?.end();
  });

  test('done by the server already: nothing to do, and no word of it', async () => {
    const { session, seen, run } = await changed();
    expect(target.undo(run).code).toBe(0);
    await putBack(session, undefined);
    expect(seen.notes).toEqual([]);
    expect(run.record.steps).toEqual([]);
  });

  test('edited since: an error that says so, with the way on; nothing is forgotten', async () => {
    const { session, seen, run } = await changed();
    writeFileSync(target.path('config'), 'edited\n');
    await expect(putBack(session, undefined)).rejects.toMatchObject({
      message: 'Not everything could be taken back.',
      next: expect.stringContaining('undo.sh'),
    });
    expect(seen.notes.join('\n')).toMatch(/NOT SO: .*config is as it was before/);
    expect(readFileSync(target.path('config'), 'utf8')).toBe('edited\n');
    expect(run.record.steps).toHaveLength(1);
  });

  test('a server that cannot be looked at is not one where everything is back', async () => {
    const { session } = await changed();
    const unreachable = { ...target.host, run: async () => failed };
    const failed = {
      code: 255,
      stdout: Buffer.alloc(0),
      stderr: Buffer.alloc(0),
      timedOut: false,
      cancelled: false,
    };
    session.options = { ...session.options, host: unreachable };
    await expect(putBack(session, undefined)).rejects.toThrow(UserError);
    expect(target.read('config')).toBe('after\n');
  });

  test('before the first change there is nothing to do', async () => {
    const { operator } = scriptedOperator();
    const session = sessionOn(fresh, { host: target.host, operator });
    await expect(putBack(session, undefined)).resolves.toBeUndefined();
  });
});
