import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/package-root.js';
import { bundleWizard } from './bundle-wizard.js';
import { everything } from './choose.js';
import { faultsTable, type Measured } from './faults-table.js';
import { Place, type Scenario, scenarios } from './scenarios.js';

// `npm run crash`: every point of every scenario, four labs at a time. Writes docs/faults.md, also when something has not held.
// With CRASH_EVERY=10 in the environment only every tenth fault is tried; the table tells how many were. With CRASH_LOG=FILE, which holds what
// an earlier run on the same tree has printed, what has held then counts as tried: for a run that was ended before its end.

const lanes = 4;
const every = Number(process.env.CRASH_EVERY ?? 1);
const heldBefore = heldIn(process.env.CRASH_LOG);
/** Parts of a scenario, each in a lab of its own. */
const parts = every > 1 ? 1 : 2;

test('every fault at every point', async () => {
  const bundle = await bundleWizard();
  const measured = new Map<Scenario, { points: Measured['points']; trials: Measured['trials'][number][] }>();
  const troubles: string[] = [];
  const jobs = scenarios.flatMap((scenario) =>
    Array.from({ length: parts }, (_, part) => ({ scenario, part })),
  );
  const tryPart = async ({ scenario, part }: (typeof jobs)[number]) => {
    const place = new Place(scenario, bundle, `crash-${scenario.id}-${part}`);
    try {
      const { points } = await place.recorded();
      const found = measured.get(scenario) ?? { points, trials: [] };
      measured.set(scenario, found);
      for (const [index, trial] of everything(scenario, points).entries()) {
        if (index % parts !== part || index % every !== 0) continue;
        const { point, mode, wayOut } = trial;
        const words = `${scenario.id} ${point.step}: ${mode} ${point.name} (${point.nth}), then ${wayOut}`;
        const before = heldBefore.get(words);
        const outcome = before === undefined ? await place.attempt(trial) : { told: before, troubles: [] };
        const survived = outcome.troubles.length === 0;
        found.trials.push({ ...trial, survived });
        process.stdout.write(`${survived ? 'ok    ' : 'NOT OK'} ${words}: ${outcome.told}\n`);
        if (survived) continue;
        process.stdout.write(`${outcome.troubles.join('\n')}\n`);
        troubles.push(words);
      }
    } finally {
      await place.close();
    }
  };
  try {
    await Promise.all(
      Array.from({ length: lanes }, async () => {
        for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) await tryPart(job);
      }),
    );
  } finally {
    bundle.remove();
    const docs = join(packageRoot(), 'docs');
    mkdirSync(docs, { recursive: true });
    const all = scenarios.flatMap((scenario) => {
      const found = measured.get(scenario);
      return found === undefined ? [] : [{ scenario, ...found }];
    });
    writeFileSync(join(docs, 'faults.md'), faultsTable(all));
  }
  expect(troubles).toEqual([]);
});

/** By the words of each fault what a later run said then. */
function heldIn(log: string | undefined): ReadonlyMap<string, string> {
  const text = log === undefined ? '' : readFileSync(log, 'utf8');
  return new Map(
    [...text.matchAll(/^ok {5}(.+): (.+)$/gm)].map(([, words = '', told = '']) => [words, told]),
  );
}
