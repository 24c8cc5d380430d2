import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAddressRange, relationToLoopback } from '../../../src/products/axigen/address-range.js';

describe('parseAddressRange', () => {
  test.each([
    ['127.0.0.0/255.0.0.0', 0x7f000000, 0x7fffffff],
    ['127.0.0.0/8', 0x7f000000, 0x7fffffff],
    ['127.0.0.1/8', 0x7f000000, 0x7fffffff],
    ['127.0.0.1', 0x7f000001, 0x7f000001],
    [' 127.0.0.1 - 127.0.0.9 ', 0x7f000001, 0x7f000009],
    ['127.000.000.001', 0x7f000001, 0x7f000001],
    ['0.0.0.0/0', 0, 0xffffffff],
    ['0.0.0.0/0.0.0.0', 0, 0xffffffff],
    ['0.0.0.0-254.255.255.255', 0, 0xfeffffff],
    ['10.56.56.0/255.255.255.0', 0x0a383800, 0x0a3838ff],
    ['192.168.1.77/255.255.255.255', 0xc0a8014d, 0xc0a8014d],
    ['192.168.1.77/32', 0xc0a8014d, 0xc0a8014d],
    ['255.255.255.255/1', 0x80000000, 0xffffffff],
  ])('%s', (text, first, last) => {
    expect(parseAddressRange(text)).toEqual({ first, last });
  });

  test.each([
    '',
    'localhost',
    '*',
    '127.0.0',
    '127.0.0.256',
    '127.0.0.1/33',
    '127.0.0.1/',
    '127.0.0.1/255.0.255.0',
    '127.0.0.9-127.0.0.1',
    '127.0.0.1-',
    '-127.0.0.1',
    '127.0.0.1-127.0.0.2-127.0.0.3',
    '127.0.0.0/8/8',
    '127.0.0.0/8-9',
    '127.0.0.0/8,10.0.0.0/8',
    '::1',
    '%remoteSmtpIp%',
  ])('%j is not known', (text) => {
    expect(parseAddressRange(text)).toBeUndefined();
  });

  test('mask and bits say the same, and the network holds its address', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 0xffffffff }),
        fc.integer({ min: 0, max: 32 }),
        (address, bits) => {
          const dotted = (value: number): string =>
            [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
          const mask = 2 ** 32 - 2 ** (32 - bits);
          const byBits = parseAddressRange(`${dotted(address)}/${bits}`);
          expect(parseAddressRange(`${dotted(address)}/${dotted(mask)}`)).toEqual(byBits);
          expect(byBits?.first).toBeLessThanOrEqual(address);
          expect(byBits?.last).toBeGreaterThanOrEqual(address);
          expect((byBits?.last ?? 0) - (byBits?.first ?? 0) + 1).toBe(2 ** (32 - bits));
        },
      ),
    );
  });
});

test.each([
  ['127.0.0.0/8', 'inside'],
  ['127.0.0.1', 'inside'],
  ['127.1.2.3-127.255.255.255', 'inside'],
  ['126.0.0.0/7', 'around'],
  ['0.0.0.0/0', 'around'],
  ['127.255.255.255-128.0.0.0', 'around'],
  ['126.255.255.255-127.0.0.0', 'around'],
  ['126.0.0.0/8', 'outside'],
  ['128.0.0.0/8', 'outside'],
  ['10.0.0.0-126.255.255.255', 'outside'],
])('%s is %s', (text, relation) => {
  const range = parseAddressRange(text);
  expect(range && relationToLoopback(range)).toBe(relation);
});
