import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, vi } from 'vitest';
import { freePort } from '../../support/ssh/free-port.js';
import type { ShellTarget } from './shell-target.js';

/**
 * A second sshd like that of `target`, for which root has the given password: in a mount namespace of its own, so that this
 * machine's root is none the wiser. It knows the users that there are when it starts. Returns its port.
 */
export function whereRootHas(password: string, target: ShellTarget): () => number {
  let sshd: ChildProcess | undefined;
  let port = 0;
  beforeAll(async () => {
    const { folder, config } = target.sshd();
    port = await freePort();
    const { stdout: hash } = await execa('openssl', ['passwd', '-6', '-stdin'], { input: password });
    const etc = join(folder, 'etc');
    // Whoever makes users meanwhile has files there that come and go.
    await execa('cp', ['-a', '/etc', etc], { reject: false });
    const shadow = join(etc, 'shadow');
    const text = readFileSync(shadow, 'latin1').replace(/^root:[^:]*:/m, () => `root:${hash}:`);
    writeFileSync(shadow, text);
    // The folder and not the file: that is renamed over whenever a user is added, and a mount on it is then gone.
    const script = `mount --make-rprivate / && mount --bind "$1" /etc && exec /usr/sbin/sshd -D -e -f "$2" -p "$3"`;
    sshd = spawn('unshare', ['-m', 'sh', '-c', script, 'sh', etc, config, String(port)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let log = '';
    sshd.stderr?.on('data', (chunk: Buffer) => {
      log += chunk.toString();
    });
    await vi.waitFor(
      () => {
        if (!log.includes('Server listening')) throw new Error(log);
      },
      { timeout: 20_000, interval: 10 },
    );
  });
  afterAll(() => {
    sshd?.kill('SIGKILL');
  });
  return () => port;
}
