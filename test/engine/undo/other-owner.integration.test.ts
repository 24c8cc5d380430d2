import { chownSync, existsSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planRollback } from '../../../src/engine/rollback.js';
import { listRuns } from '../../../src/engine/run/list-runs.js';
import type { Run } from '../../../src/engine/run/run.js';
import { findRun } from '../../../src/engine/run/run-answers.js';
import { ExitCode } from '../../../src/errors.js';
import { edit, named } from '../../support/changes.js';
import { EngineTarget } from '../../support/engine-target.js';

/** What a run rests on came to belong to somebody else, who could have written there what root would run. Root alone gives files away. */
let target: EngineTarget;
let run: Run;
const state = '/var/lib/gateway-setup';
const nobody = 65_534;

beforeAll(async () => {
  target = new EngineTarget();
  const config = target.file('server/config', 'one\n');
  run = await target.begin();
  const contents = { before: Buffer.from('one\n'), after: Buffer.from('two\n') };
  await target.apply(run, [{ step: named('configure-scanner'), changes: [edit(config, contents)] }]);
  await run.end();
});
afterAll(() => target.remove());

describe.each([
  ['the state folder', () => state],
  ['the folder of all runs', () => `${state}/runs`],
  ['its folder', () => run.folder],
  ['its files', () => join(run.folder, 'files')],
  ['undo.sh', () => join(run.folder, 'undo.sh')],
  ['the journal', () => join(run.folder, 'journal.jsonl')],
  ['the answers', () => join(run.folder, 'answers.ini')],
])('%s', (_name, path) => {
  test('belongs to another user: nothing of it is used or run, until it is mended as it is said', async () => {
    const planted = target.here(path());
    const words = `${planted} belongs to the user with the number ${nobody}; to mend that: chown root ${planted}`;
    const owner = lstatSync(planted).uid;
    const refusal = { message: expect.stringContaining(words), exitCode: ExitCode.couldNotLook };
    chownSync(planted, nobody, -1);
    try {
      expect((await listRuns(target.host))[0]?.damage).toMatchObject({
        what: expect.arrayContaining([words]),
        untrusted: true,
        rollback: 'not-from-here',
      });
      await expect(planRollback(target.host, {})).rejects.toMatchObject(refusal);
      await expect(findRun(target.host, 'latest')).rejects.toMatchObject(refusal);
      const { code, said } = target.undo(run);
      expect(said).toContain(words);
      expect(code).toBe(5);
      expect(target.read('server/config')).toBe('two\n');
    } finally {
      chownSync(planted, owner, -1);
    }
    expect((await listRuns(target.host))[0]?.damage).toBeUndefined();
  });
});

test('mended, it is taken back, and the mark of that undo is gone', () => {
  expect(target.undo(run).code).toBe(0);
  expect(target.read('server/config')).toBe('one\n');
  expect(existsSync(target.here(join(run.folder, 'undoing')))).toBe(false);
});
