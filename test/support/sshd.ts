import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { freePort } from './ssh/free-port.js';
import { type KeyPair, type KeyType, makeKeyPair } from './ssh/keys.js';
import { descendants } from './ssh/processes.js';

export interface SshdOptions {
  /** Lines of sshd_config that come before ours: sshd takes the first value that it reads. */
  readonly config?: readonly string[];
  /** Kinds of which host keys are made (default ed25519 and rsa), or pairs that there are. */
  readonly hostKeys?: readonly (KeyType | KeyPair)[];
  /** Public keys that every user may log in with. */
  readonly authorizedKeys?: readonly string[];
  /** Default 127.0.0.1. */
  readonly address?: string;
  /** Default: a free one. */
  readonly port?: number;
}

export interface Sshd {
  readonly address: string;
  readonly port: number;
  readonly pid: number;
  readonly hostKeys: readonly KeyPair[];
  /** Its sshd_config. */
  readonly config: string;
  /** A folder of its own that goes with it. */
  readonly folder: string;
  /** Lines of known_hosts for it, under its address and port or another name. */
  knownHosts(name?: string): string;
  /** Who may log in from now on. */
  authorize(publicLines: readonly string[]): void;
  /** What it has logged so far, at level VERBOSE unless `config` says otherwise. */
  log(): string;
  /** Ends the connections that there are; it goes on listening. */
  dropConnections(): void;
  end(): Promise<void>;
}

/** The real sshd as a child of this process. The caller ends it. Root only: else nobody but ourselves could log in. */
export async function startSshd(options: SshdOptions = {}): Promise<Sshd> {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-setup-sshd-'));
  // sshd reads authorized_keys as whoever logs in.
  chmodSync(folder, 0o755);
  const hostKeys = await Promise.all(
    (options.hostKeys ?? ['ed25519', 'rsa']).map((key) =>
      typeof key === 'string' ? makeKeyPair(folder, key) : key,
    ),
  );
  const authorize = (lines: readonly string[]) =>
    writeFileSync(join(folder, 'authorized_keys'), lines.map((line) => `${line}\n`).join(''));
  authorize(options.authorizedKeys ?? []);
  const address = options.address ?? '127.0.0.1';
  const port = options.port ?? (await freePort(address));
  const config = join(folder, 'sshd_config');
  writeFileSync(
    config,
    `${[
      ...(options.config ?? []),
      `ListenAddress ${address.includes(':') ? `[${address}]` : address}`,
      `Port ${port}`,
      ...hostKeys.map(({ path }) => `HostKey ${path}`),
      `AuthorizedKeysFile ${join(folder, 'authorized_keys')}`,
      'LogLevel VERBOSE',
      'PermitRootLogin yes',
      // Ours lie below /tmp, where everybody may write.
      'StrictModes no',
      'UsePAM no',
      'UseDNS no',
      'PrintMotd no',
      'PrintLastLog no',
      'PidFile none',
      // A test opens more at once than the default lets in.
      'MaxStartups 200',
      // The one keyword that may not come twice.
      ...((options.config ?? []).some((line) => line.startsWith('Subsystem '))
        ? []
        : ['Subsystem sftp internal-sftp']),
    ].join('\n')}\n`,
  );
  mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const child = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', config], { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString('utf8');
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  try {
    await listening(child, () => log);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  const pid = child.pid ?? 0;
  const dropConnections = () => {
    for (const each of descendants(pid)) killIfThere(each);
  };
  return {
    address,
    port,
    pid,
    hostKeys,
    config,
    folder,
    knownHosts: (name = port === 22 ? address : `[${address}]:${port}`) =>
      hostKeys.map(({ publicLine }) => `${name} ${publicLine}\n`).join(''),
    authorize,
    log: () => log,
    dropConnections,
    async end() {
      // The sessions are processes of their own, which outlive the one that listens and keep its log open.
      const sessions = descendants(pid);
      child.kill('SIGKILL');
      for (const each of sessions) killIfThere(each);
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function listening(child: ChildProcess, log: () => string): Promise<void> {
  await vi.waitFor(
    () => {
      if (child.exitCode === null && !log().includes('Server listening on')) throw new Error('not yet');
    },
    { timeout: 20_000, interval: 5 },
  );
  if (child.exitCode !== null) throw new Error(`sshd did not start: ${log()}`);
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
