import { parseArgs } from 'node:util';
import { fuzzProperties } from './index.js';

// npm run fuzz -- [--seed NUMBER] [--runs NUMBER] [--only PART OF A NAME] [--path PATH] [--minutes NUMBER]

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    runs: { type: 'string', default: '2000' },
    only: { type: 'string', default: '' },
    path: { type: 'string' },
    minutes: { type: 'string', default: '0' },
  },
});

const runs = Number(values.runs);
const first = values.seed === undefined ? Math.floor(Math.random() * 0x7fffffff) : Number(values.seed);
const chosen = fuzzProperties.filter(({ name }) => name.includes(values.only));
const end = Date.now() + Number(values.minutes) * 60_000;
const say = (line: string) => void process.stdout.write(`${line}\n`);

let failed = 0;
for (let seed = first, round = 1; ; seed += 1, round += 1) {
  say(`Round ${round}, seed ${seed}, ${runs} runs each.`);
  for (const one of chosen) {
    const failure = await one.failure({
      seed,
      runs,
      ...(values.path === undefined ? {} : { path: values.path }),
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
    ? `No property has "${values.only}" in its name.`
    : `${chosen.length} properties, ${failed} failed.`,
);
process.exitCode = failed > 0 || chosen.length === 0 ? 1 : 0;
