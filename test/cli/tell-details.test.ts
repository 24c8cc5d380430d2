import { expect, test } from 'vitest';
import { tellDetails } from '../../src/cli/tell-details.js';
import { ioDouble } from './io-double.js';

const host = { details: () => ['root@a was reached directly', 'it calls itself SSH-2.0-\u001b[2J'] };
const told = '\nHow it was reached\n  root@a was reached directly\n  it calls itself SSH-2.0-\\x1b[2J\n';

test.each([
  ['without --verbose nothing', host, {}, '', ''],
  ['on standard output', host, { verbose: true }, told, ''],
  ['beside what is for a program', host, { verbose: true, beside: true }, '', told],
  ['of this machine nothing', {}, { verbose: true }, '', ''],
] as const)('%s', (_name, target, how, out, err) => {
  const double = ioDouble();
  tellDetails(target, how, double.io);
  expect([double.out(), double.err()]).toEqual([out, err]);
});
