import { describe, expect, test } from 'vitest';
import { outageIn } from '../../bench/outage.js';
import { ratio, summarize } from '../../bench/statistics.js';
import { duration, table } from '../../bench/table.js';

describe('summarize', () => {
  test.each([
    { values: [7], min: 7, median: 7, max: 7 },
    { values: [3, 1], min: 1, median: 2, max: 3 },
    { values: [9, 1, 5], min: 1, median: 5, max: 9 },
    { values: [10, 2, 100, 4], min: 2, median: 7, max: 100 },
  ])('$values', ({ values, ...expected }) => {
    expect(summarize(values)).toEqual({ runs: values.length, ...expected });
  });

  test('leaves the measurements in their order', () => {
    const values = [2, 1];
    summarize(values);
    expect(values).toEqual([2, 1]);
  });

  test.each([[[]], [[1, Number.NaN]]])('refuses %j', (values) => {
    expect(() => summarize(values)).toThrow(RangeError);
  });
});

test('a ratio compares medians, and needs a baseline', () => {
  expect(ratio(summarize([3, 3, 90]), summarize([1, 2, 2]))).toBe(1.5);
  expect(() => ratio(summarize([1]), summarize([0]))).toThrow(RangeError);
});

describe('outageIn', () => {
  test.each([
    { text: 'Changed\n  Port 25 gave no AXIGEN banner for 1.3 s.\nVerified', milliseconds: 1300 },
    { text: 'Port 25 gave no AXIGEN banner for 12.0 s.', milliseconds: 12_000 },
    { text: 'Port 25 gave no AXIGEN banner for less than 0.1 s.', milliseconds: 100 },
  ])('$milliseconds ms', ({ text, milliseconds }) => {
    expect(outageIn(text)).toBe(milliseconds);
  });

  test('says when there was none', () => {
    expect(() => outageIn('Nothing to do on this server')).toThrow(/port 25/);
  });
});

test.each([
  [0.42, '0.4 ms'],
  [9.96, '10.0 ms'],
  [41.3, '41 ms'],
  [1000, '1.0 s'],
  [8340, '8.3 s'],
])('%d ms is shown as %s', (milliseconds, text) => {
  expect(duration(milliseconds)).toBe(text);
});

test('the table says whether an aim is met, and leaves out what there is not', () => {
  const measured = summarize([30, 30, 32]);
  const baseline = { what: 'node -e 0', measured: summarize([20]) };
  const text = table([
    { what: 'met', measured, baseline, ratio: 1.5, aim: 1.5 },
    { what: 'missed', measured, baseline, ratio: 1.51, aim: 1.5 },
    { what: 'alone', measured },
  ]);
  const [head = '', ...lines] = text.split('\n');
  expect(head).toMatch(/^what +runs +min +median +max +against +median +ratio +aim$/);
  expect(lines[0]).toMatch(/^met +3 +30 ms +30 ms +32 ms +node -e 0 +20 ms +1\.50 +<= 1\.5: met$/);
  expect(lines[1]).toMatch(/1\.51 +<= 1\.5: not met$/);
  expect(lines[2]).toMatch(/^alone +3 +30 ms +30 ms +32 ms( +-){4}$/);
});

test.each([
  { median: 1500, told: '< 2.0 s: met' },
  { median: 2000, told: '< 2.0 s: not met' },
])('an aim in milliseconds: $told', ({ median, told }) => {
  expect(table([{ what: 'x', measured: summarize([median]), below: 2000 }])).toContain(told);
});
