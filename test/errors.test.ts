import { expect, test } from 'vitest';
import { Cancelled, ExitCode, UserError } from '../src/errors.js';

test('a UserError says what happened, why it matters and what to do', () => {
  const cause = new Error('ENOSPC');
  const error = new UserError('The file could not be written.', {
    why: 'Nothing is changed.',
    next: 'Free some space.',
    exitCode: ExitCode.couldNotLook,
    cause,
  });
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({
    name: 'UserError',
    message: 'The file could not be written.',
    why: 'Nothing is changed.',
    next: 'Free some space.',
    exitCode: 3,
    cause,
  });
});

test('without details it is a failure', () => {
  const error = new UserError('No.');
  expect(error).toMatchObject({ why: undefined, next: undefined, exitCode: 1 });
  expect('cause' in error).toBe(false);
});

test('a cancellation is no UserError', () => {
  expect(new Cancelled()).toMatchObject({ name: 'Cancelled', message: 'cancelled' });
  expect(new Cancelled()).not.toBeInstanceOf(UserError);
});

test('the exit codes that scripts rely on', () => {
  expect(ExitCode).toEqual({ ok: 0, failed: 1, findings: 2, couldNotLook: 3, usage: 4, cancelled: 130 });
});
