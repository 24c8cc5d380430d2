import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/package-root.js';
import { type Bundle, bundleWizard } from './bundle-wizard.js';
import { everything, slice } from './choose.js';
import { pointsReached, pointsTold } from './faults-table.js';
import { Place, scenarios } from './scenarios.js';

/** A part of `npm run crash` for each test run: one scenario, chosen by what it meets. @param atMost faults */
export function trySlice(id: string, atMost: number): void {
  const scenario = scenarios.find((one) => one.id === id);
  if (scenario === undefined) throw new RangeError(`no scenario ${id}`);
  describe(`a setup that is cut off: ${id}`, () => {
    let bundle: Bundle;
    let place: Place;
    beforeAll(async () => {
      bundle = await bundleWizard();
      place = new Place(scenario, bundle, `crash-${id}`);
    });
    afterAll(async () => {
      await place?.close();
      bundle?.remove();
    });

    test('docs/faults.md names the kinds of points that a run reaches; if not: npm run crash', async () => {
      const { points } = await place.recorded();
      const table = readFileSync(join(packageRoot(), 'docs', 'faults.md'), 'utf8');
      expect(pointsTold(table, scenario)).toEqual(pointsReached(points));
    });

    test('each kind of operation in each kind of change: nothing is lost', async () => {
      const { points } = await place.recorded();
      const troubles: string[] = [];
      for (const trial of slice(everything(scenario, points), atMost)) {
        const outcome = await place.attempt(trial);
        const { point, mode, wayOut } = trial;
        if (outcome.troubles.length > 0)
          troubles.push(`${mode} ${point.name} (${point.nth}), ${wayOut}: ${outcome.troubles.join('\n')}`);
      }
      expect(troubles).toEqual([]);
    }, 900_000);
  });
}
