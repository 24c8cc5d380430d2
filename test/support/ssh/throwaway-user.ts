import { randomBytes } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { execa } from 'execa';
import { vi } from 'vitest';

export interface ThrowawayUser {
  readonly name: string;
  readonly password: string;
  readonly home: string;
  /** With its home and all its processes. */
  remove(): Promise<void>;
}

/**
 * A user of this machine with a password, a home and a name that nobody else has; root only, and the caller removes it.
 * `shell`: default /bin/sh.
 */
export async function throwawayUser(
  options: { readonly shell?: string; readonly password?: string } = {},
): Promise<ThrowawayUser> {
  const name = `gwtest-${randomBytes(4).toString('hex')}`;
  const password = options.password ?? randomBytes(9).toString('base64url');
  const home = `/tmp/${name}`;
  const { stdout: hash } = await execa('openssl', ['passwd', '-6', '-stdin'], { input: password });
  await whenUnlocked('useradd', [
    ...['--create-home', '--home-dir', home, '--skel', '/nonexistent'],
    ...['--shell', options.shell ?? '/bin/sh', '--password', hash, name],
  ]);
  return {
    name,
    password,
    home,
    async remove() {
      const uid = statSync(home).uid;
      for (const pid of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) endIfOwnedBy(uid, pid);
      await whenUnlocked('userdel', ['--remove', '--force', name]);
    },
  };
}

/** The files of users have one lock, which another test may hold. */
async function whenUnlocked(command: string, args: readonly string[]): Promise<void> {
  await vi.waitFor(() => execa(command, args), { timeout: 30_000, interval: 100 });
}

function endIfOwnedBy(uid: number, pid: string): void {
  try {
    if (statSync(`/proc/${pid}`).uid === uid) process.kill(Number(pid), 'SIGKILL');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ESRCH') throw error;
  }
}
