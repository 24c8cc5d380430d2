import { expect, test } from 'vitest';
import { eraModuliBits, fewModuli } from '../../../src/lab/ssh/moduli.js';

const prime = (bits: number, name: string) => `20250101000000 2 6 100 ${bits} 2 ${name}`;
const file = ['# Time Type Tests Tries Size Generator Modulus', prime(2047, 'A'), prime(2047, 'B')]
  .concat(prime(2047, 'C'), prime(2047, 'D'), prime(4095, 'E'), prime(8191, 'F'), '')
  .join('\n');
const names = (text: string) => text.split('\n').map((line) => line.split(' ').at(-1));

test('three of each size, as they are', () => {
  expect(names(fewModuli(file))).toEqual(['A', 'B', 'C', 'E', 'F', '']);
  expect(fewModuli(file).split('\n')[0]).toBe(prime(2047, 'A'));
});

test('none that is larger than servers of the time had', () => {
  expect(names(fewModuli(file, eraModuliBits))).toEqual(['A', 'B', 'C', 'E', '']);
});

test.each(['', '# nothing\n', 'garbage'])('%j has none', (text) => {
  expect(fewModuli(text)).toBe('');
});
