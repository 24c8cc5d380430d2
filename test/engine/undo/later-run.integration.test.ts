import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { planRollback, rollBack } from '../../../src/engine/rollback.js';
import type { Run } from '../../../src/engine/run/run.js';
import { edit, named } from '../../support/changes.js';
import { EngineTarget } from '../../support/engine-target.js';

let target: EngineTarget;
beforeEach(() => {
  target = new EngineTarget();
  target.file('one', 'before\n');
});
afterEach(() => target.remove());

const stage = (before: string, after: string) => [
  {
    step: named('configure-scanner'),
    changes: [edit(target.path('one'), { before: Buffer.from(before), after: Buffer.from(after) })],
  },
];

async function earlierRun(): Promise<Run> {
  const run = await target.begin();
  await target.apply(run, stage('before\n', 'first\n'));
  await run.end();
  return run;
}

/** A later run whose undo script is laid, and which was cut off before its first change. */
async function laterRun(): Promise<Run> {
  const run = await target.begin();
  await run.prepare(stage('first\n', 'second\n'), { running: [], ports: [] });
  await run.end();
  return run;
}

function refused(run: Run): void {
  const { code, said } = target.undo(run);
  expect(code, said).toBe(5);
  expect(said).toMatch(
    /A later run stands, and rests on this one\. Take that one back first:\n +sh \S+\/undo\.sh/,
  );
}

test('under a later run that stands nothing is taken back', async () => {
  const first = await earlierRun();
  const second = await target.begin();
  await target.apply(second, stage('first\n', 'second\n'));
  await second.end();
  refused(first);
  expect(target.read('one')).toBe('second\n');
  expect(target.undo(second).code).toBe(0);
  expect(target.undo(first).code).toBe(0);
  expect(target.read('one')).toBe('before\n');
});

test('one that was cut off before its first change is in nobody\u2019s way', async () => {
  const first = await earlierRun();
  await laterRun();
  const plan = await planRollback(target.host, {});
  expect(plan.run.id).toBe(first.id);
  const { ok, lines } = await rollBack(target.host, plan, { signal: new AbortController().signal });
  expect(ok, lines.join('\n')).toBe(true);
  expect(target.read('one')).toBe('before\n');
});

test('one that is about to begin its first change is', async () => {
  const first = await earlierRun();
  const second = await laterRun();
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  const started = readFileSync(`/proc/${process.pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')[19];
  writeFileSync(`${target.here(second.folder)}/applying`, `${process.pid} ${boot} ${started}\n`);
  refused(first);
  expect(target.read('one')).toBe('first\n');
});

test('of one whose files are gone nobody can tell whether it stands', async () => {
  const first = await earlierRun();
  const second = await laterRun();
  rmSync(`${target.here(second.folder)}/files`, { recursive: true });
  refused(first);
});
