// Runs in the lab, with the lab's copy of the product (its folder is the first argument): times surveys of
// the lab's server against a shell that does nothing, in turns, and prints the milliseconds as JSON.
const [product, rounds] = process.argv.slice(2);
const { localHost } = await import(`${product}/dist/src/host/local/local-host.js`);
const { sh } = await import(`${product}/dist/src/host/shell.js`);
const { lookAt } = await import(`${product}/dist/src/engine/setup/look.js`);

const host = localHost();
const signal = new AbortController().signal;

async function time(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const survey = () => lookAt(host, {}, signal);
const nothing = () => host.run(sh`true`);
await survey();
await nothing();

const times = { survey: [], nothing: [] };
for (let round = 0; round < Number(rounds); round += 1) {
  times.survey.push(await time(survey));
  times.nothing.push(await time(nothing));
}
await host.close();
process.stdout.write(JSON.stringify(times));
