import { describe, expect, test } from 'vitest';
import { inRange, parseIp, parseIpPort, parseIpRange } from '../../../src/lab/mail/ip-address.js';

describe('parseIp', () => {
  test.each([
    ['0.0.0.0', 0],
    ['127.0.0.1', 2130706433],
    ['255.255.255.255', 4294967295],
    ['256.0.0.1', undefined],
    ['1.2.3', undefined],
    ['1.2.3.4.5', undefined],
    ['1.2.3.x', undefined],
    ['', undefined],
  ])('%s', (text, value) => {
    expect(parseIp(text)).toBe(value);
  });
});

describe('parseIpRange', () => {
  test.each([
    ['127.0.0.0/255.0.0.0', '127.255.255.255', true],
    ['127.0.0.0/255.0.0.0', '128.0.0.0', false],
    ['127.0.0.0/8', '127.0.0.1', true],
    ['127.0.0.77/8', '127.0.0.1', true],
    ['10.20.0.0/255.255.0.0', '10.20.3.4', true],
    ['10.20.0.0/255.255.0.0', '10.21.0.0', false],
    ['0.0.0.0/0', '200.1.2.3', true],
    ['0.0.0.0/0.0.0.0', '200.1.2.3', true],
    ['1.2.3.4/32', '1.2.3.4', true],
    ['1.2.3.4/32', '1.2.3.5', false],
    ['10.0.0.5 - 10.0.0.9', '10.0.0.9', true],
    ['10.0.0.5-10.0.0.9', '10.0.0.10', false],
    ['10.0.0.5', '10.0.0.5', true],
    ['10.0.0.5', '10.0.0.6', false],
    ['10.0.0.5', 'not an address', false],
  ])('%s holds %s: %s', (text, address, expected) => {
    const range = parseIpRange(text);
    expect(range).toBeDefined();
    if (range !== undefined) expect(inRange(address, range)).toBe(expected);
  });

  test.each(['', '*', '10.0.0.*', '10.0.0.0/33', '10.0.0.0/255.0.255.0', '10.0.0.9-10.0.0.5', '10.0.0.0/'])(
    '%s is no range',
    (text) => {
      expect(parseIpRange(text)).toBeUndefined();
    },
  );
});

test.each([
  ['0.0.0.0:25', { ip: '0.0.0.0', port: 25 }],
  ['127.0.0.1:65536', undefined],
  ['127.0.0.1', undefined],
  ['localhost:25', undefined],
  ['300.0.0.1:25', undefined],
])('parseIpPort %s', (text, expected) => {
  expect(parseIpPort(text)).toEqual(expected);
});
