import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { planRollback, rollBack } from '../../../src/engine/rollback.js';
import { listRuns } from '../../../src/engine/run/list-runs.js';
import { LockLost } from '../../../src/engine/run/lock-lost.js';
import { Run } from '../../../src/engine/run/run.js';
import { sealed } from '../../../src/engine/undo/seal.js';
import { ExitCode, type UserError } from '../../../src/errors.js';
import type { StepId } from '../../../src/model/step-id.js';
import { edit, named, place } from '../../support/changes.js';
import { EngineTarget } from '../../support/engine-target.js';

let target: EngineTarget;
beforeEach(() => {
  target = new EngineTarget();
});
afterEach(() => target.remove());

const state = (...parts: string[]) => join(target.here('/var/lib/gateway-setup'), ...parts);
const start = (now: Date) => ({
  gateway: 'nod32',
  version: '0',
  startedBy: 'a test',
  now,
  answers: 'scanner = nod32\n',
});

/** One edited file a step; each run is applied for real. */
async function changed(run: Run, step: StepId, name: string, text: string) {
  const path = target.path(name);
  if (!existsSync(path)) target.file(name, 'before\n');
  const before = readFileSync(path);
  const { result } = await target.apply(run, [
    { step: named(step), changes: [edit(path, { before, after: Buffer.from(text) })] },
  ]);
  expect(result.kind).toBe('done');
}

describe('a run\u2019s folder', () => {
  test('is for nobody else to read, and begins with its journal and answers', async () => {
    const run = await target.begin();
    const folder = target.here(run.folder);
    expect(run.id).toMatch(/^2026-11-21T22050\dZ-nod32$/);
    for (const path of [state(), folder, join(folder, 'files')])
      expect(statSync(path).mode & 0o777).toBe(0o700);
    for (const name of ['journal.jsonl', 'answers.ini', 'transcript.log'])
      expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
    expect(readFileSync(join(folder, 'answers.ini'), 'utf8')).toBe('scanner = nod32\n');
    expect(target.journal(run)).toMatchObject([{ event: 'begin', gateway: 'nod32', by: 'a test' }]);
    await run.end();
  });

  test('two runs in one second get one each, and neither writes over the other', async () => {
    const now = target.now();
    const first = await Run.begin(target.host, start(now));
    await first.end();
    const second = await Run.begin(target.host, start(now));
    await second.end();
    expect(second.id).toBe(`${first.id}-2`);
    expect(target.journal(first)).toHaveLength(1);
    expect(target.journal(second)).toHaveLength(1);
  });

  test('none is made while an earlier run is still armed, though its wizard is gone', async () => {
    const run = await target.begin();
    await changed(run, 'configure-scanner', 'config', 'after\n');
    await run.arm('configure-scanner', 600);
    await run.end();
    await expect(target.begin()).rejects.toThrow(/was never verified, and mail\.example\.test is about to/);
    expect(await listRuns(target.host)).toHaveLength(1);
    expect(target.undo(run).code).toBe(0);
    await (await target.begin()).end();
  });

  test('that cannot be made is an error with what to do, and the lock is given back', async () => {
    mkdirSync(state(), { recursive: true });
    writeFileSync(state('runs'), 'a file where the folder should be');
    await expect(target.begin()).rejects.toMatchObject({
      message: expect.stringMatching(/could not be written/),
      next: expect.stringMatching(/df -k/),
      exitCode: ExitCode.failed,
    });
    expect(existsSync(state('lock'))).toBe(false);
  });

  test('a transcript is added to, not written over', async () => {
    const run = await target.begin();
    await run.transcript('one');
    await run.transcript("two's $HOME");
    expect(readFileSync(join(target.here(run.folder), 'transcript.log'), 'utf8')).toBe("one\ntwo's $HOME\n");
  });

  test('a journal that cannot be written is an error, not a silence', async () => {
    const run = await target.begin();
    rmSync(join(target.here(run.folder)), { recursive: true });
    await expect(run.journal({ event: 'x' })).rejects.toThrow(/journal in .* could not be written/);
  });
});

test('a run whose lock was ended on the target prepares nothing more', async () => {
  const run = await target.begin();
  await changed(run, 'place-license', 'a', 'after\n');
  const undo = () => readFileSync(join(target.here(run.folder), 'undo.sh'), 'utf8');
  const before = undo();
  const path = target.file('b', 'before\n');
  const more = () =>
    run.prepare(
      [
        {
          step: named('install-scanner'),
          changes: [edit(path, { before: readFileSync(path), after: Buffer.from('after\n') })],
        },
      ],
      { running: [], ports: [] },
    );
  const { next } = (await Run.begin(target.host, start(target.now())).catch(
    (error: UserError) => error,
  )) as UserError;
  process.kill(Number(/kill (\d+)$/.exec(next ?? '')?.[1]));
  // As soon as somebody else can work there.
  const other = await vi.waitFor(() => Run.begin(target.host, start(target.now())), { timeout: 20_000 });
  await expect(more()).rejects.toBeInstanceOf(LockLost);
  expect(undo()).toBe(before);
  await run.end();
  await expect(Run.begin(target.host, start(target.now()))).rejects.toThrow('is being worked on');
  await other.end();
});

describe('the runs of a target', () => {
  test('none yet', async () => {
    expect(await listRuns(target.host)).toEqual([]);
    await expect(planRollback(target.host, {})).rejects.toMatchObject({
      message: 'There is nothing to take back on mail.example.test.',
      exitCode: ExitCode.failed,
    });
  });

  test('oldest first, with what stands', async () => {
    const first = await target.begin();
    await changed(first, 'place-license', 'a', 'one\n');
    await first.journal({ event: 'finished', outcome: 'done' });
    await first.end();
    const second = await target.begin();
    await changed(second, 'configure-scanner', 'b', 'one\n');
    await second.end();
    expect(await listRuns(target.host)).toMatchObject([
      { id: first.id, state: 'finished', steps: ['place-license'] },
      { id: second.id, state: 'unfinished', steps: ['configure-scanner'] },
    ]);
  });

  test('a torn journal, a folder without one and a stray file do not hide the others', async () => {
    const run = await target.begin();
    await changed(run, 'place-license', 'a', 'one\n');
    await run.end();
    mkdirSync(state('runs', '2020-01-01T000000Z-nod32'));
    writeFileSync(state('runs', 'stray'), '');
    const journal = join(target.here(run.folder), 'journal.jsonl');
    writeFileSync(journal, `${readFileSync(journal, 'utf8')}{"at":17,"event":"undo`);
    expect((await listRuns(target.host)).find(({ id }) => id === run.id)).toMatchObject({
      steps: ['place-license'],
    });
  });
});

describe('rolling back', () => {
  const signal = new AbortController().signal;

  test('a step and what was done after it, with the checks that prove it', async () => {
    const run = await target.begin();
    await changed(run, 'place-license', 'a', 'one\n');
    await changed(run, 'configure-scanner', 'b', 'two\n');
    await changed(run, 'limit-esmtp-extensions', 'a', 'three\n');
    await run.end();
    const plan = await planRollback(target.host, { to: 'configure-scanner' });
    expect(plan.steps).toEqual(['limit-esmtp-extensions', 'configure-scanner']);
    expect(plan.lines).toHaveLength(2);
    const said: string[] = [];
    const result = await rollBack(target.host, plan, { signal, onLine: (line) => said.push(line) });
    expect(result.ok).toBe(true);
    expect(result.checks).toHaveLength(2);
    expect(said.at(-1)).toBe('Taken back.');
    expect([target.read('a'), target.read('b')]).toEqual(['one\n', 'before\n']);
    expect(await listRuns(target.host)).toMatchObject([{ steps: ['place-license'] }]);
    expect(existsSync(state('lock'))).toBe(false);
    await expect(planRollback(target.host, { to: 'configure-scanner' })).rejects.toMatchObject({
      exitCode: ExitCode.usage,
      message: `The step configure-scanner of the run ${run.id} has been taken back already.`,
      next: expect.stringContaining('place-license'),
    });
  });

  test('an edit since: not ok, said so, and everything is where it was', async () => {
    const run = await target.begin();
    await changed(run, 'place-license', 'a', 'one\n');
    await run.end();
    writeFileSync(target.path('a'), 'theirs\n');
    const result = await rollBack(target.host, await planRollback(target.host, {}), { signal });
    expect(result.ok).toBe(false);
    expect(result.lines.join('\n')).toMatch(/edited by somebody since/);
    expect(target.read('a')).toBe('theirs\n');
    expect(await listRuns(target.host)).toMatchObject([{ steps: ['place-license'] }]);
  });

  test('"rolled back" is only said of what was seen: a lying undo script is found out', async () => {
    const run = await target.begin();
    await changed(run, 'place-license', 'a', 'one\n');
    await run.end();
    writeFileSync(join(target.here(run.folder), 'undo.sh'), sealed('echo Taken back.\nexit 0\n'));
    const result = await rollBack(target.host, await planRollback(target.host, {}), { signal });
    expect(result.ok).toBe(false);
    expect(result.checks).toMatchObject([{ ok: false, detail: 'it differs' }]);
  });

  test('while somebody works there nothing is taken back', async () => {
    const run = await target.begin();
    await changed(run, 'place-license', 'a', 'one\n');
    const plan = await planRollback(target.host, {});
    await expect(rollBack(target.host, plan, { signal })).rejects.toThrow(/is being worked on: a test/);
    expect(target.read('a')).toBe('one\n');
    await run.end();
  });

  test.each([
    [{ run: 'no-such-run' }, /There is no run no-such-run/, ExitCode.usage],
    [{ to: 'telnet-verify' as const }, /has not changed anything in the step telnet-verify/, ExitCode.usage],
  ])('%o: an error that tells', async (wanted, message, exitCode) => {
    const run = await target.begin();
    await changed(run, 'place-license', 'a', 'one\n');
    await run.end();
    await expect(planRollback(target.host, wanted)).rejects.toMatchObject({
      message: expect.stringMatching(message),
      exitCode,
    });
  });

  test('taken back already: said so, and not done again', async () => {
    const run = await target.begin();
    await changed(run, 'place-license', 'a', 'one\n');
    await run.end();
    await rollBack(target.host, await planRollback(target.host, {}), { signal });
    await expect(planRollback(target.host, { run: run.id })).rejects.toThrow(/has been taken back already/);
  });

  test('by hand and from here are the same', async () => {
    const run = await target.begin();
    target.file('licence', 'x');
    await target.apply(run, [
      { step: named('place-license'), changes: [place(target.path('etc/licence'), target.path('licence'))] },
    ]);
    await run.end();
    expect(target.undo(run).code).toBe(0);
    expect(existsSync(target.path('etc'))).toBe(false);
    expect(await listRuns(target.host)).toMatchObject([{ state: 'rolled-back', steps: [] }]);
  });
});

describe('when the wizard is gone', () => {
  test('a stage in the middle goes on to its end, although nobody reads any more', async () => {
    const mail = target.services.add('mail', 1);
    spawnSync(mail.script, ['start'], { stdio: 'ignore' });
    target.file('config', 'before\n');
    const run = await target.begin();
    const change = edit(target.path('config'), {
      before: Buffer.from('before\n'),
      after: Buffer.from('after\n'),
      readers: [mail],
      whileStopped: true,
    });
    // The script is prepared by the engine, and run by somebody who hangs up at the first word.
    const prepared: string[] = [];
    const host = target.host;
    const realRun = host.run;
    host.run = (script, options) => {
      if (!script.text.includes('apply.sh')) return realRun(script, options);
      prepared.push(script.text);
      return realRun(script, { ...options, timeoutMs: 1 });
    };
    await target.apply(run, [{ step: named('move-axigen-listener'), changes: [change] }]);
    writeFileSync(target.path('config'), 'before\n');
    rmSync(join(target.here(run.folder), 'applying'), { force: true });
    const script = join(target.here(run.folder), 'apply.sh');
    const child = spawn('sh', [script], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    child.stdout.once('data', () => {
      child.stdout.destroy();
      child.stderr.destroy();
    });
    await once(child, 'exit');
    expect(prepared).toHaveLength(1);
    expect(target.read('config')).toBe('after\n');
    expect(target.services.isRunning(mail)).toBe(true);
  });
});
