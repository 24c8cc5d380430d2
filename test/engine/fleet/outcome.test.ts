import { expect, test } from 'vitest';
import { troubleOf, worstOf } from '../../../src/engine/fleet/outcome.js';
import { ExitCode, UserError } from '../../../src/errors.js';

const { ok, failed, findings, couldNotLook } = ExitCode;

test.each([
  [[], ok],
  [[ok, ok], ok],
  [[ok, findings, ok], findings],
  [[findings, couldNotLook, ok], couldNotLook],
  [[couldNotLook, findings], couldNotLook],
  [[couldNotLook, failed, findings], failed],
] as const)('the worst of %j is %i', (codes, worst) => {
  expect(worstOf(codes)).toBe(worst);
});

test.each([
  [couldNotLook, couldNotLook],
  [ExitCode.usage, couldNotLook],
  [failed, failed],
] as const)('an error with exit code %i counts as %i', (exitCode, counted) => {
  expect(troubleOf(new UserError('no route', { exitCode }), 'root@a').exitCode).toBe(counted);
});

test('commands that an error names are those for its server', () => {
  const error = new UserError('m', { why: 'w', next: 'See gateway-setup history', exitCode: couldNotLook });
  expect(troubleOf(error, 'root@a')).toEqual({
    message: 'm',
    why: 'w',
    next: 'See gateway-setup history --host root@a',
    exitCode: couldNotLook,
  });
});

test.each([new TypeError('boom'), 'boom'])('a defect is told as one', (error) => {
  expect(troubleOf(error, 'root@a')).toMatchObject({
    message: 'This is a defect in gateway-setup: boom',
    next: expect.stringContaining('gateway-setup audit --host root@a --verbose'),
    exitCode: failed,
  });
});
