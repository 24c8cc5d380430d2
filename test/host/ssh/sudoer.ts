import { rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll } from 'vitest';
import { type ThrowawayUser, throwawayUser } from '../../support/ssh/throwaway-user.js';

export interface Sudoer {
  readonly user: () => ThrowawayUser;
  /** Lines of sudoers that hold from now on, with USER for the user's name. */
  allow(...lines: readonly string[]): void;
}

/** A user for the tests of a file, who may do by sudo what the lines say. */
export function sudoer(...lines: readonly string[]): Sudoer {
  let user: ThrowawayUser | undefined;
  const here = () => {
    if (user === undefined) throw new Error('not yet');
    return user;
  };
  const path = () => `/etc/sudoers.d/${here().name}`;
  const allow = (...now: readonly string[]) =>
    writeFileSync(path(), now.map((line) => `${line.replaceAll('USER', here().name)}\n`).join(''), {
      mode: 0o440,
    });
  beforeAll(async () => {
    user = await throwawayUser();
    allow(...lines);
  });
  afterAll(async () => {
    rmSync(path(), { force: true });
    await user?.remove();
  });
  return { user: here, allow };
}
