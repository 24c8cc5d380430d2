import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { vi } from 'vitest';

export interface SshAgent {
  readonly socket: string;
  end(): Promise<void>;
}

/** The real ssh-agent with the keys of these files, which have no passphrase. */
export async function startAgent(keys: readonly string[]): Promise<SshAgent> {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-setup-agent-'));
  const socket = join(folder, 'agent');
  const child = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
  const ended = once(child, 'close');
  // The socket is there a moment before anybody listens. An agent without keys is status 1, none at all 2.
  await vi.waitFor(async () => {
    const { exitCode } = await execa('ssh-add', ['-l'], { env: { SSH_AUTH_SOCK: socket }, reject: false });
    if (exitCode === 2) throw new Error('not yet');
  });
  for (const key of keys) await execa('ssh-add', ['-q', key], { env: { SSH_AUTH_SOCK: socket } });
  return {
    socket,
    async end() {
      child.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
