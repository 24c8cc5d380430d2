import { expect, test } from 'vitest';
import { ExitCode, UserError } from '../../../src/errors.js';
import { localHost } from '../../../src/host/local/local-host.js';

test('a machine that does not run Linux is no target, and it is said how to name one', () => {
  const attempt = () => localHost('darwin');
  expect(attempt).toThrow(UserError);
  expect(attempt).toThrow(
    expect.objectContaining({
      message: 'this machine cannot be set up: it does not run Linux',
      next: 'name the server: --host root@mail.example.com',
      exitCode: ExitCode.couldNotLook,
    }),
  );
});
