import { describe, expect, test } from 'vitest';
import { fleetJunit } from '../../../src/report/fleet/junit.js';
import { elementsOf } from '../audit/xml.js';
import { broken, hostileOutcomes, ill, reportOf, unreachable, well } from './fixture.js';

describe('a testsuite for each server', () => {
  const elements = elementsOf(reportOf(fleetJunit, [well, unreachable, ill, broken]));
  const named = (name: string) => elements.filter((one) => one.name === name);

  test('in their order, named by them, with what there is of each', () => {
    const zero = { failures: '0', errors: '0', skipped: '0' };
    expect(named('testsuite').map(({ attributes }) => attributes)).toMatchObject([
      {
        ...zero,
        name: 'gateway-setup audit root@well.example.com',
        hostname: 'mail.example.com',
        tests: '1',
      },
      { ...zero, name: 'gateway-setup audit gone', hostname: 'gone', tests: '1', errors: '1' },
      { name: 'gateway-setup audit ill', tests: '6', failures: '2', errors: '1', skipped: '2' },
      { ...zero, name: 'gateway-setup audit broken', tests: '1', errors: '1' },
    ]);
  });

  test('in one document with the sums', () => {
    expect(named('testsuites').map(({ attributes }) => attributes)).toEqual([
      { name: 'gateway-setup audit', tests: '9', failures: '2', errors: '3', skipped: '2' },
    ]);
    expect(named('testcase')).toHaveLength(9);
  });

  test('a server that nobody could look at is an error that says why', () => {
    const [error] = named('error');
    expect(error?.attributes).toEqual({ type: 'unknown', message: 'gone cannot be reached: no route.' });
    expect(error?.text).toBe(
      'gone cannot be reached: no route.\nIt was tried once.\nwhy: It is off.\nto do: Switch it on.',
    );
  });
});

test('hostile text makes it neither ill-formed nor longer by an element', () => {
  const names = elementsOf(reportOf(fleetJunit, hostileOutcomes)).map(({ name }) => name);
  expect(names).toEqual(elementsOf(reportOf(fleetJunit, [ill, unreachable])).map(({ name }) => name));
});
