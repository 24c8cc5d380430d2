import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAgent } from '../support/ssh/agent.js';
import { freePort } from '../support/ssh/free-port.js';
import { makeKeyPair } from '../support/ssh/keys.js';
import { type LabSsh, labSsh } from './support/lab-ssh.js';
import { expectCleanOutput, oneLine } from './support/output.js';
import { program, run, type Said } from './support/run.js';
import { type ServerLab, useLabs } from './support/server-lab.js';
import { differences, type Snapshot, snapshot } from './support/snapshot.js';

// Who is not let in, or cannot work there: told plainly, tried no more often than is good, and nothing is touched.

const labs = useLabs();
let server: ServerLab;
let ssh: LabSsh;
let home = '';
let before: Snapshot;

beforeAll(async () => {
  server = await labs.create('e2e-login');
  ssh = labSsh(server);
  home = ssh.home();
  before = await snapshot(server);
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

const wrong = 'quite-a-wrong-secret';

interface How {
  /** Lines of ssh_config that win. */
  readonly lines?: string;
  /** Without the lab's own key. */
  readonly noKey?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly words?: readonly string[];
  readonly host?: string;
}

function product({
  lines = '',
  noKey = false,
  env = {},
  words = ['audit'],
  host = ssh.host,
}: How): Promise<Said> {
  const config = join(home, 'config');
  writeFileSync(config, lines + (noKey ? ssh.config.replace(/^ *IdentityFile .*\n/m, '') : ssh.config));
  const given = { ...labs.env, HOME: home, SSH_AUTH_SOCK: undefined, ...env };
  const argv = [process.execPath, program, ...words, '--host', host, '--ssh-config', config];
  return run(argv, { env: given });
}

async function expectRefused(how: How, code: number, ...says: readonly (string | RegExp)[]): Promise<void> {
  const result = await product(how);
  expect(result.code, result.all).toBe(code);
  expectCleanOutput(result);
  expect(result.all).not.toContain(wrong);
  const told = oneLine(result.err);
  expect(told).toMatch(/Error: .*Why: .*Next: /);
  for (const one of says) {
    if (typeof one === 'string') expect(told).toContain(one);
    else expect(told).toMatch(one);
  }
}

/** How often a line is in a log of the server. */
async function count(path: string, words: string): Promise<number> {
  const { out } = await server.exec(['grep', '-c', words, path]);
  return Number(out.trim() || '0');
}

const drop = (name: string, text: string) => ssh.dropIn(name, text);

describe('the way there', () => {
  test('a name that nobody knows', () =>
    expectRefused(
      { host: 'root@no-such-host.invalid' },
      3,
      /its name is not known|name server did not answer/,
    ));

  test('a port that nobody listens on', async () => {
    const lines = `Host ${ssh.host}\n  HostName 127.0.0.1\n  Port ${await freePort()}\n  ProxyCommand none\n`;
    await expectRefused({ lines }, 3, 'nothing accepts connections there (connection refused)');
  });

  test('a ProxyCommand that leads to a mail server', () => {
    const lines = `Host ${ssh.host}\n  ProxyCommand sh -c "printf '220 mail ESMTP\\\\r\\\\n'; exec cat > /dev/null"\n  ConnectTimeout 1\n`;
    return expectRefused({ lines }, 3, '220 mail ESMTP');
  });
});

describe('logging in', () => {
  test('a wrong password', () =>
    expectRefused(
      { noKey: true, env: { GATEWAY_SETUP_SSH_PASSWORD: wrong } },
      4,
      'does not let root in',
      'It did not take the password.',
    ));

  test('no key, no agent and no password', () =>
    expectRefused({ noKey: true }, 4, 'nobody answered', '--ssh-password-file'));

  test('a wrong passphrase', async () => {
    const path = join(home, 'encrypted');
    copyFileSync(ssh.identity, path);
    const locked = await run(['ssh-keygen', '-q', '-p', '-P', '', '-N', 'the right one', '-f', path]);
    expect(locked.code, locked.all).toBe(0);
    const lines = `Host ${ssh.host}\n  IdentityFile ${path}\n`;
    const env = { GATEWAY_SETUP_SSH_PASSPHRASE: wrong };
    await expectRefused({ lines, noKey: true, env }, 4, 'does not let root in', 'passphrase');
  });

  test('an agent with more keys than the server has patience', async () => {
    const keys: string[] = [];
    for (let number = 0; number < 8; number += 1) keys.push((await makeKeyPair(home, 'ed25519')).path);
    const agent = await startAgent(keys);
    await drop('tries', 'MaxAuthTries 3');
    try {
      const lines = `Host ${ssh.host}\n  IdentitiesOnly no\n`;
      const env = { SSH_AUTH_SOCK: agent.socket };
      await expectRefused({ lines, noKey: true, env }, 3, 'IdentitiesOnly yes');
    } finally {
      await ssh.removeDropIn('tries');
      await agent.end();
    }
  });
});

describe('working there', () => {
  const asOperator = (env: Readonly<Record<string, string>> = {}): How => ({
    host: `operator@${ssh.host}`,
    env,
  });

  test('a wrong password for sudo is sent once', async () => {
    await ssh.sudoers('log', 'Defaults logfile=/var/log/sudo.log');
    await expectRefused(asOperator({ GATEWAY_SETUP_BECOME_PASSWORD: wrong }), 3, 'sudo', 'wrong');
    expect(await server.sh('cat /var/log/sudo.log')).toMatch(/1 incorrect password attempt/);
    expect(await count('/var/log/sudo.log', 'incorrect password')).toBe(1);
    await server.sh('rm /etc/sudoers.d/log /var/log/sudo.log');
  });

  test('nobody is there to tell a password for sudo', () =>
    expectRefused(asOperator(), 4, '--become-password-file'));

  test('a login shell that takes no commands', async () => {
    await drop('forced', 'ForceCommand /bin/false');
    try {
      await expectRefused({}, 3, 'No command can be run as root@', 'ended at once with status 1');
    } finally {
      await ssh.removeDropIn('forced');
    }
  });

  test('a server that opens one session at a time can be looked at', async () => {
    await drop('sessions', 'MaxSessions 1');
    try {
      const looked = await product({});
      expect(looked.code, looked.all).toBe(2);
    } finally {
      await ssh.removeDropIn('sessions');
    }
  });

  test('no room for what is uploaded', async () => {
    const file = join(home, 'scanner.rpm');
    writeFileSync(file, Buffer.alloc(3_000_000, 'x'));
    await server.sh(
      'mkdir -p /var/lib/gateway-setup; mount -t tmpfs -o size=1m,mode=755 tmpfs /var/lib/gateway-setup',
    );
    try {
      const words = ['setup', '--yes', '--license', '/root/media/nod32.lic', '--package', file];
      await expectRefused({ words }, 1, /could not be written|No space left/);
      expect(await server.sh('find /var/lib/gateway-setup -type f')).toBe('');
    } finally {
      await server.sh('umount /var/lib/gateway-setup; rm -rf /var/lib/gateway-setup');
    }
  });
});

test('after all of it the server is as it was', async () => {
  expect(differences(before, await snapshot(server))).toEqual([]);
});
