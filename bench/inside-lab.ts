import { audit } from '../src/engine/audit/audit.js';
import { lookAt } from '../src/engine/setup/look.js';
import type { Host } from '../src/host/host.js';
import { localHost } from '../src/host/local/local-host.js';
import { sh } from '../src/host/shell.js';

// Runs in the lab, bundled, beside the lab's copy of the product: times, in turns, what the first argument names
// against what it is compared with, and prints the milliseconds as JSON, with the number of invocations of the
// target's shell and of dialogues that one of it takes.
const [subject, rounds] = process.argv.slice(2);

const local = localHost();
const counts = { invocations: 0, dialogues: 0 };
const host: Host = {
  ...local,
  run: (...args) => {
    counts.invocations += 1;
    return local.run(...args);
  },
  connect: (...args) => {
    counts.dialogues += 1;
    return local.connect(...args);
  },
};
const signal = new AbortController().signal;

const works = {
  nothing: () => host.run(sh`true`),
  survey: () => lookAt(host, {}, signal),
  audit: () =>
    audit({
      host,
      attendant: { waiting: (_text, work) => work(() => {}), confirmTestMail: async () => undefined },
      given: new Map(),
      sendTestMail: false,
      signal,
      version: '0.0.0',
      now: new Date(),
    }),
};

async function time(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const measured = subject === 'audit' ? 'audit' : 'survey';
const baseline = subject === 'audit' ? 'survey' : 'nothing';
await works[baseline]();
counts.invocations = 0;
counts.dialogues = 0;
await works[measured]();
const once = { ...counts };

const times = { measured: [] as number[], baseline: [] as number[] };
for (let round = 0; round < Number(rounds); round += 1) {
  times.measured.push(await time(works[measured]));
  times.baseline.push(await time(works[baseline]));
}
await host.close();
process.stdout.write(JSON.stringify({ ...times, ...once }));
