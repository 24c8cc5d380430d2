import { expect, test } from 'vitest';
import { targetLibrary } from '../../src/engine/target-library.js';

test('no two functions of the library have one name: the later one would silently stand in for the other', () => {
  const names = targetLibrary()
    .text.split('\n')
    .flatMap((line) => /^([a-z_]+)\(\)/.exec(line)?.[1] ?? []);
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
