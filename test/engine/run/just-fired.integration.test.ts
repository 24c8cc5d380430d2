import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listRuns } from '../../../src/engine/run/list-runs.js';
import { stateWords, unconfirmedWords } from '../../../src/report/human/unconfirmed.js';
import { EngineTarget } from '../../support/engine-target.js';

let target: EngineTarget;
let watch: ChildProcess;
beforeEach(() => {
  target = new EngineTarget();
  watch = spawn('sleep', ['60']);
});
afterEach(() => {
  watch.kill('SIGKILL');
  target.remove();
});

const id = '2006-07-04T100000Z-nod32';
const step = 'move-axigen-listener';

/** As whoever reads sees it: the folder a moment before the deadline, the journal a moment after it. */
function leave(...since: readonly object[]): void {
  const folder = target.here(`/var/lib/gateway-setup/runs/${id}`);
  mkdirSync(`${folder}/files`, { recursive: true, mode: 0o700 });
  const put = (name: string, text: string) => writeFileSync(`${folder}/${name}`, `${text}\n`);
  put('sequence', '1');
  put('armed', 'x 1');
  put('armed-left', '1');
  put('watch', `${watch.pid} ${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}`);
  const events = [
    { event: 'begin', schema: 1 },
    { event: 'intent', change: 1, step, kind: 'edit-file' },
    { event: 'done', change: 1 },
    ...since,
  ];
  put('journal.jsonl', events.map((event) => JSON.stringify({ at: 1_150_000_000, ...event })).join('\n'));
}

test('at the deadline: it is being taken back, by itself, and nothing else is said', async () => {
  leave({ event: 'armed-undo-fired', to: step });
  const [run] = await listRuns(target.host);
  if (run === undefined) throw new Error('there is no run');
  expect(run).toMatchObject({ atWork: 'taking-back', fired: { outcome: 'under-way' } });
  expect(run).not.toHaveProperty('firesIn');
  expect(stateWords(run)).toBe('is being taken back right now');
  expect(unconfirmedWords(run, 'mail')).toContain(
    'is taking it back by itself, since 2006-06-11 04:26:40 UTC',
  );
});

test('before it: it waits', async () => {
  leave();
  const [run] = await listRuns(target.host);
  expect(run).toMatchObject({ atWork: 'armed', firesIn: 1 });
  expect(run).not.toHaveProperty('fired');
});
