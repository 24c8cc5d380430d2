import { fuzzProperties } from './index.js';
import { usage, wordsOf } from './words.js';

const words = wordsOf(process.argv.slice(2));
if ('problem' in words) {
  process.stderr.write(`${words.problem}\nNothing was tried.\n\n${usage}`);
  process.exit(1);
}
if ('help' in words) {
  process.stdout.write(usage);
  process.exit(0);
}

const { runs, only, path } = words;
const first = words.seed ?? Math.floor(Math.random() * 0x7fffffff);
const chosen = fuzzProperties.filter(({ name }) => name.includes(only));
const end = Date.now() + words.minutes * 60_000;
const say = (line: string) => void process.stdout.write(`${line}\n`);

let failed = 0;
for (let seed = first, round = 1; ; seed += 1, round += 1) {
  say(`Round ${round}, seed ${seed}, ${runs} runs each.`);
  for (const one of chosen) {
    const failure = await one.failure({
      seed,
      runs,
      ...(path === undefined ? {} : { path }),
    });
    say(`  ${failure === undefined ? 'holds ' : 'FAILED'}  ${one.name}`);
    if (failure === undefined) continue;
    failed += 1;
    say(failure);
    say(`Again: npm run fuzz -- --seed ${seed} --runs ${runs} --only ${JSON.stringify(one.name)}`);
  }
  if (Date.now() >= end || failed > 0) break;
}
say(
  chosen.length === 0
    ? `No property has "${only}" in its name.`
    : `${chosen.length} properties, ${failed} failed.`,
);
process.exitCode = failed > 0 || chosen.length === 0 ? 1 : 0;
