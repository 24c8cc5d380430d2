import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lookOnce } from '../../../src/engine/audit/look-once.js';
import { planRollback } from '../../../src/engine/rollback.js';
import { readState } from '../../../src/engine/run/list-runs.js';
import { takeLock } from '../../../src/engine/run/lock.js';
import { type LockHolder, lockHolder } from '../../../src/engine/run/lock-holder.js';
import { quietRuns } from '../../../src/engine/setup/quiet-runs.js';
import { EngineTarget } from '../../support/engine-target.js';

let target: EngineTarget;
let keeper: ChildProcess;
beforeEach(() => {
  target = new EngineTarget();
  keeper = spawn('sleep', ['60']);
});
afterEach(() => {
  keeper.kill('SIGKILL');
  target.remove();
});

const who = 'root on laptop-a, process 54';
const since = '2006-07-04T10:00:00.500Z';
const { signal } = new AbortController();
const line = (event: object) => JSON.stringify({ at: 1_150_000_000, ...event });

/** A run whose wizard has done a step and waits at a question. */
function leaveRun(id: string, sequence: number, by: string, undone = false): void {
  const folder = target.here(`/var/lib/gateway-setup/runs/${id}`);
  mkdirSync(`${folder}/files`, { recursive: true, mode: 0o700 });
  writeFileSync(`${folder}/sequence`, `${sequence}\n`);
  const events = [
    { event: 'begin', schema: 1, by },
    { event: 'intent', change: 1, step: 'place-license', kind: 'place-file', summary: 'a copy' },
    { event: 'done', change: 1 },
    ...(undone ? [{ event: 'undone', step: 'place-license' }] : []),
  ];
  writeFileSync(`${folder}/journal.jsonl`, `${events.map(line).join('\n')}\n`);
}

const runs = ['2006-07-04T100000Z-nod32', '2006-07-04T110000Z-nod32'] as const;

function lock(more: Partial<LockHolder> = {}, words = `${who}, since ${since}`): void {
  const { machine, boot, process: noted } = { machine: 'laptop-a x', boot: 'b p', process: '54 1', ...more };
  const up = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  mkdirSync(target.here('/var/lib/gateway-setup'), { recursive: true });
  const note = [`${keeper.pid} ${up}`, words, machine, boot, noted, ''].join('\n');
  writeFileSync(target.here('/var/lib/gateway-setup/lock'), note);
}

async function told() {
  const { runs: found, holder } = await readState(target.host);
  return { holder, worked: found.map(({ summary }) => summary.workedOn?.who) };
}

describe('while somebody holds the lock', () => {
  test('who it is, since when and what keeps it is read with the runs', async () => {
    leaveRun(runs[0], 1, 'somebody');
    leaveRun(runs[1], 2, who);
    lock();
    const holder = { who, since, keeper: String(keeper.pid) };
    expect(await told()).toEqual({ holder, worked: [undefined, who] });
  });

  test.each([
    ['that of the holder, though a later one stands', [who, 'somebody'], [], [who, undefined]],
    ['that of the holder, though it is taken back', ['somebody', who], [1], [undefined, who]],
    ['of another one, the latest that stands: it is taken back', ['a', 'b'], [1], ['root', undefined]],
    ['none that is taken back', ['a', 'b'], [0, 1], [undefined, undefined]],
  ] as const)('the run that is worked on is %s', async (_name, by, undone, expected) => {
    for (const [index, id] of runs.entries())
      leaveRun(id, index + 1, by[index] ?? '', (undone as readonly number[]).includes(index));
    const mine = by.some((one) => one === who);
    lock({}, `${mine ? who : 'root'}, since ${since}`);
    expect((await told()).worked).toEqual(expected);
  });

  test('a note that is long, or looks like a run, is no run', async () => {
    leaveRun(runs[0], 1, 'x');
    lock({}, `#7 none - /x/runs/y\u001b${'z'.repeat(100_000)}`);
    const { holder, worked } = await told();
    expect(worked).toHaveLength(1);
    expect(holder?.who).toMatch(/^#7 none/);
    expect(holder?.who?.length).toBeLessThan(5000);
  });

  test('an audit tells which run it is', async () => {
    leaveRun(runs[0], 1, who);
    lock();
    const { history } = await lookOnce(target.host, {}, signal);
    expect(history).toMatchObject({ state: 'read', busy: { id: runs[0], workedOn: { who, since } } });
  });

  test.each([
    ['setup and plan', () => quietRuns(target.host, signal)],
    ['rollback', () => planRollback(target.host, {})],
  ])('%s say so before all else', async (_name, begin) => {
    leaveRun(runs[0], 1, who);
    lock();
    await expect(begin()).rejects.toMatchObject({
      message:
        'mail.example.test is being worked on: root on laptop-a (process 54 there), since 2006-07-04 10:00:00 UTC.',
      next: expect.stringMatching(new RegExp(`There: kill ${keeper.pid}$`)),
    });
  });
});

describe('nobody else works there', () => {
  const nobody = { holder: undefined, worked: [undefined] };
  beforeEach(() => leaveRun(runs[0], 1, who));

  test('without a lock', async () => {
    expect(await told()).toEqual(nobody);
  });

  test('when what kept the lock has ended', async () => {
    lock();
    keeper.kill('SIGKILL');
    await once(keeper, 'exit');
    expect(await told()).toEqual(nobody);
    expect((await quietRuns(target.host, signal)).map(({ state }) => state)).toEqual(['unfinished']);
  });

  test('when the holder ran on this machine, and is over', async () => {
    const child = spawn('true');
    await once(child, 'exit');
    lock({ ...lockHolder('x', new Date()), process: String(child.pid) });
    expect(await told()).toEqual(nobody);
  });

  test('when it is this very process', async () => {
    const mine = await takeLock(target.host, who, new Date());
    expect(await told()).toEqual(nobody);
    await mine.release();
  });
});
