import { expect, test } from 'vitest';
import { progressTeller } from '../../../../src/host/ssh/files/progress.js';

function told(total: number, steps: readonly (readonly [bytes: number, atMs: number])[]): number[] {
  let now = 0;
  const seen: number[] = [];
  const tell = progressTeller(
    (sent) => seen.push(sent),
    total,
    () => now,
  );
  for (const [bytes, at] of steps) {
    now = at;
    tell(bytes);
  }
  return seen;
}

test.each<[string, Parameters<typeof told>, number[]]>([
  ['the beginning', [1000, []], [0]],
  [
    'whole percents',
    [
      1000,
      [
        [9, 0],
        [1, 0],
        [5, 0],
        [5, 0],
      ],
    ],
    [0, 10, 20],
  ],
  [
    'less than a percent after 200 ms',
    [
      1000,
      [
        [1, 199],
        [1, 200],
        [1, 399],
        [1, 400],
      ],
    ],
    [0, 2, 4],
  ],
  [
    'the end, once',
    [
      1000,
      [
        [995, 0],
        [5, 0],
        [0, 900],
      ],
    ],
    [0, 995, 1000],
  ],
])('%s', (_, [total, steps], expected) => {
  expect(told(total, steps)).toEqual(expected);
});

test('nobody has to listen', () => {
  progressTeller(undefined, 10)(10);
});
