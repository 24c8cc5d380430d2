// Runs in the lab, with the lab's copy of the product (its folder is the first argument): times, in turns, what
// the second argument names against what it is compared with, and prints the milliseconds as JSON, with the number
// of invocations of the target's shell and of dialogues that one audit takes.
const [product, subject, rounds] = process.argv.slice(2);
const { localHost } = await import(`${product}/dist/src/host/local/local-host.js`);
const { sh } = await import(`${product}/dist/src/host/shell.js`);
const { lookAt } = await import(`${product}/dist/src/engine/setup/look.js`);
const { audit } = await import(`${product}/dist/src/engine/audit/audit.js`);

const local = localHost();
const counts = { invocations: 0, dialogues: 0 };
const host = {
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
      attendant: { waiting: (_text, work) => work(), confirmTestMail: async () => undefined },
      given: new Map(),
      sendTestMail: false,
      signal,
      version: '0.0.0',
      now: new Date(),
    }),
};
const pairs = { survey: ['survey', 'nothing'], audit: ['audit', 'survey'] };
const pair = pairs[subject];

async function time(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const [measured, baseline] = pair;
await works[baseline]();
counts.invocations = 0;
counts.dialogues = 0;
await works[measured]();
const once = { ...counts };

const times = { measured: [], baseline: [] };
for (let round = 0; round < Number(rounds); round += 1) {
  times.measured.push(await time(works[measured]));
  times.baseline.push(await time(works[baseline]));
}
await host.close();
process.stdout.write(JSON.stringify({ ...times, ...once }));
