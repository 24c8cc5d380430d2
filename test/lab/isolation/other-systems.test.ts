import { expect, test } from 'vitest';
import { UserError } from '../../../src/errors.js';
import { chooseIsolation, probeIsolations } from '../../../src/lab/isolation/probe.js';

test('on a system that is not Linux no isolation is tried', () => {
  const obstacles = [...probeIsolations(undefined, 'darwin')].map(({ obstacle }) => obstacle);
  expect(obstacles.length).toBeGreaterThan(1);
  expect(new Set(obstacles)).toEqual(new Set(['this is not Linux']));
});

test('a lab there is refused, and it is said where it can be had', () => {
  const attempt = () => chooseIsolation(undefined, 'darwin');
  expect(attempt).toThrow(UserError);
  expect(attempt).toThrow(
    expect.objectContaining({
      message: 'this machine cannot hold a lab',
      why: expect.stringContaining('this is not Linux'),
      next: 'run it on a Linux machine, or in a Linux container as root',
    }),
  );
});
