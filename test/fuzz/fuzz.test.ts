import { expect, test } from 'vitest';
import { fuzzProperties } from './index.js';
import type { FuzzProperty } from './property.js';

// The same with many runs, and other seeds: npm run fuzz

test.each(fuzzProperties.map((one): [string, FuzzProperty] => [one.name, one]))('%s', async (_name, one) => {
  expect(await one.failure({ seed: 20061122, runs: 50 })).toBeUndefined();
});
