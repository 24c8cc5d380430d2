import { expect, test } from 'vitest';
import { faultsTable, pointsReached, pointsTold } from './faults-table.js';
import { readPoints } from './points.js';
import { scenarios } from './scenarios.js';

const points = readPoints('before folder RUN\nafter folder RUN\nbefore journal-line step place-license\n');
const measured = scenarios.map((scenario) => ({
  scenario,
  points: scenario.driver === 'file' ? points : points.slice(0, 1),
  trials: points.map((point, index) => ({ point, mode: 'power' as const, survived: index !== 1 })),
}));

test('the table tells exactly the points of each scenario', () => {
  const table = faultsTable(measured);
  for (const { scenario, points: reached } of measured)
    expect(pointsTold(table, scenario)).toEqual(pointsReached(reached));
  expect(pointsReached(points)).toEqual(['begin folder', 'place-license journal line']);
});

test('what has not held is seen', () => {
  expect(faultsTable(measured)).toContain('| begin | folder | 2 | 1 | 2 | 1 | 8 |  |  |  |  |  | 4 of 8 |');
});
