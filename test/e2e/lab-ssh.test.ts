import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eraFacts, sshEras } from '../../src/lab/ssh/era.js';
import { type LabSsh, type Login, labSsh } from './support/lab-ssh.js';
import { program, run } from './support/run.js';
import { type ServerLab, useLabs } from './support/server-lab.js';

const labs = useLabs();
const product = (...words: readonly string[]) =>
  run([process.execPath, program, ...words], { env: labs.env });

describe('a lab over SSH', () => {
  let server: ServerLab;
  let ssh: LabSsh;
  let home = '';

  beforeAll(async () => {
    server = await labs.create('e2e-ssh');
    ssh = labSsh(server);
    home = ssh.home();
    // Answers every question of ssh with what the test has put there.
    writeFileSync(join(home, 'ask'), '#!/bin/sh\nprintf "%s\\n" "$LAB_ANSWER"\n', { mode: 0o700 });
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  const logIn = ({ user, password }: Login, method: string) =>
    ssh.ssh(['id', '-un'], {
      flags: [
        ...[
          '-o',
          'BatchMode=no',
          '-o',
          'NumberOfPasswordPrompts=1',
          '-o',
          `PreferredAuthentications=${method}`,
        ],
        ...['-l', user],
      ],
      env: {
        ...labs.env,
        LAB_ANSWER: password,
        SSH_ASKPASS: join(home, 'ask'),
        SSH_ASKPASS_REQUIRE: 'force',
      },
    });

  test('ssh-config goes to standard output alone, and is all that ssh needs', async () => {
    const printed = await product('lab', 'ssh-config', '--name', 'e2e-ssh');
    expect([printed.code, printed.err, printed.out]).toEqual([0, '', ssh.config]);
    const file = join(home, 'lab.conf');
    writeFileSync(file, printed.out);
    const { code, out, err } = await run(['ssh', '-F', file, 'lab-e2e-ssh', 'hostname']);
    expect([code, out, err]).toEqual([0, 'mail.example.test\n', '']);
  });

  describe.each(['password', 'keyboard-interactive'])('by %s', (method) => {
    test.each(['root', 'operator'] as const)('%s gets in', async (user) => {
      const { code, out, all } = await logIn(ssh[user], method);
      expect([code, out], all).toEqual([0, `${user}\n`]);
    });

    test('a wrong one is refused', async () => {
      const { code, out } = await logIn({ ...ssh.root, password: ssh.operator.password }, method);
      expect([code, out]).toEqual([255, '']);
    });
  });

  test('what a drop-in says is in force with the next connection, until it is gone', async () => {
    await ssh.dropIn('test', 'PasswordAuthentication no\nAllowTcpForwarding no');
    expect((await logIn(ssh.root, 'password')).code).toBe(255);
    expect((await logIn(ssh.root, 'keyboard-interactive')).code).toBe(0);
    const forward = () => ssh.ssh([], { flags: ['-W', '127.0.0.1:25'], input: 'QUIT\r\n' });
    expect((await forward()).all).toMatch(/administratively prohibited/);
    await ssh.removeDropIn('test');
    expect((await forward()).out).toMatch(/^220 /);
    expect((await logIn(ssh.root, 'password')).code).toBe(0);
  });

  test('a drop-in that sshd does not take is told to the test that writes it', async () => {
    await expect(ssh.dropIn('wrong', 'NoSuchOption yes')).rejects.toThrow(/NoSuchOption/);
    await ssh.removeDropIn('wrong');
  });

  test('the rules of sudo can be changed', async () => {
    const asOperator = (command: string) => ssh.ssh([command], { flags: ['-l', 'operator'] });
    expect((await asOperator('sudo -n id -un')).err).toMatch(/a password is required/);
    await ssh.sudoers('test', 'operator ALL=(ALL) NOPASSWD: ALL');
    expect((await asOperator('sudo -n id -un')).out).toBe('root\n');
    await ssh.sudoers('test', 'Defaults requiretty');
    expect((await asOperator('sudo -n id -un')).err).toMatch(/you must have a tty/);
    await server.sh('rm /etc/sudoers.d/test');
  });

  test('through two daemons in it, one after the other', async () => {
    const ports = [2222, 2223];
    for (const port of ports) await server.sh(`/usr/sbin/sshd -p ${port} -o PidFile=/run/sshd-${port}.pid`);
    const hop = (name: string, port: number, jump: string) =>
      `Host ${name}\n  HostName 127.0.0.1\n  Port ${port}\n  User root\n  ProxyJump ${jump}\n` +
      `  HostKeyAlias gateway-setup-lab-e2e-ssh\n  IdentityFile ${ssh.identity}\n  UserKnownHostsFile ${ssh.knownHosts}\n`;
    const file = join(home, 'hops');
    writeFileSync(file, hop('second', 2222, ssh.host) + hop('third', 2223, 'second') + ssh.config);
    const { out, all } = await run(['ssh', '-F', file, 'third', 'echo "$SSH_CONNECTION"']);
    expect(out, all).toMatch(/^127\.0\.0\.1 \d+ 127\.0\.0\.1 2223\n$/);
    for (const port of ports) await server.sh(`kill $(cat /run/sshd-${port}.pid)`);
  });

  test('without SFTP the old scp still works', async () => {
    await ssh.withoutSftp();
    const file = join(home, 'file');
    writeFileSync(file, 'x');
    const scp = (...flags: readonly string[]) =>
      run(['scp', '-F', ssh.configFile, ...flags, file, `${ssh.host}:/tmp/file`]);
    expect((await scp()).code).not.toBe(0);
    const old = await scp('-O');
    expect(old.code, old.all).toBe(0);
    expect(await server.sh('cat /tmp/file')).toBe('x');
  });

  test('its log says who came', async () => {
    expect(await ssh.log()).toMatch(/^Accepted publickey for root /m);
  });
});

describe.each(sshEras)('an sshd of %s', (era) => {
  const name = `e2e-${era}`;
  const today = /^(Kex|HostKeyAlg|Ciphers|MACs|PubkeyAcc)/;
  let server: ServerLab;
  let ssh: LabSsh;
  beforeAll(async () => {
    server = await labs.create(name, { sshEra: era });
    ssh = labSsh(server);
  });
  afterAll(() => server.lab.down());

  test('is refused by ssh as it is today, and taken with what the configuration adds', async () => {
    expect(await ssh.ssh(['id', '-un'])).toMatchObject({ code: 0, out: 'root\n' });
    const file = `${ssh.configFile}-today`;
    const lines = ssh.config.split('\n').filter((line) => !today.test(line.trim()));
    writeFileSync(file, lines.join('\n'));
    const refused = await run(['ssh', '-F', file, ssh.host, 'id']);
    expect([refused.code, refused.out]).toEqual([255, '']);
    expect(refused.err).toMatch(/no matching key exchange method found/);
  });

  test('offers nothing that its time had not', async () => {
    const { err } = await ssh.ssh(['true'], { flags: ['-vv'] });
    const theirs = err.slice(err.indexOf('peer server KEXINIT proposal'));
    const offered = (family: string) =>
      new RegExp(`debug2: ${family}: (.*)`).exec(theirs)?.[1]?.trim().split(',') ?? [];
    const { kex, hostKey, cipher, mac } = eraFacts[era];
    const isMark = (algorithm: string) => algorithm.startsWith('kex-strict-') || algorithm === 'ext-info-s';
    const families = {
      'KEX algorithms': kex,
      'host key algorithms': hostKey,
      'ciphers ctos': cipher,
      'MACs ctos': mac,
    };
    for (const [family, had] of Object.entries(families)) {
      const algorithms = offered(family).filter((algorithm) => !isMark(algorithm));
      expect(algorithms, family).not.toEqual([]);
      expect(had, family).toEqual(expect.arrayContaining(algorithms));
    }
    expect(offered('ciphers ctos').includes('aes128-ctr')).toBe(era === '2006');
    expect(offered('KEX algorithms').includes('diffie-hellman-group14-sha1')).toBe(era === '2006');
  });

  test('makes the lab another one', async () => {
    const plain = await product('lab', '--name', name, '--build-only');
    expect(plain.code).toBe(4);
    expect(plain.err.replace(/\s+/g, ' ')).toContain(
      `is a different one (Fedora Core 5, AXIGEN 1.2, for NOD32, with an sshd of ${era})`,
    );
    expect((await product('lab', '--name', name, '--ssh-era', era, '--build-only')).err).toContain(
      'already up',
    );
    const { out } = await product('lab', 'status', '--name', name);
    expect(out.replace(/\s+/g, ' ')).toContain(`the algorithms of ${eraFacts[era].version}; root, password`);
  });
});

test('the same configuration reaches the lab that is built anew; meanwhile it says that there is none', async () => {
  const server = await labs.create('e2e-again', { sshEra: '2003' });
  const ssh = labSsh(server);
  const home = ssh.home();
  const known = () =>
    run(['ssh', '-F', join(home, '.ssh', 'config'), ssh.host, 'cat', '/etc/ssh/ssh_host_rsa_key.pub']);
  const before = await known();
  expect(before.code, before.all).toBe(0);
  const reset = await product('lab', 'reset', '--name', 'e2e-again');
  expect(reset.code, reset.all).toBe(0);
  const after = await known();
  expect(after.code, after.all).toBe(0);
  expect(after.out).not.toBe(before.out);

  await labs.open('e2e-again').lab.down();
  const gone = await known();
  expect([gone.code, gone.out]).toEqual([255, '']);
  expect(gone.err).toContain(
    'The lab e2e-again is not up. Build it with: gateway-setup lab --name e2e-again --build-only',
  );
  const printed = await product('lab', 'ssh-config', '--name', 'e2e-again');
  expect([printed.code, printed.out]).toEqual([3, '']);
  expect(printed.err).toContain('there is no lab "e2e-again"');
  rmSync(home, { recursive: true, force: true });
});

const mayHide = process.getuid?.() === 0 ? ['without sshd on this machine'] : [];

test.each(mayHide)('%s the lab is as before, and says what to install', async () => {
  // Hidden from this process alone, in mounts of its own.
  const hide = 'mount --bind /dev/null "$(command -v sshd)" && exec "$@"';
  const bare = (...words: readonly string[]) =>
    run(['unshare', '--mount', '--', 'sh', '-c', hide, 'sh', process.execPath, program, 'lab', ...words], {
      env: labs.env,
    });
  const era = await bare('--name', 'e2e-bare', '--ssh-era', '2003', '--build-only');
  expect(era.code).toBe(1);
  expect(era.err.replace(/\s+/g, ' ')).toMatch(
    /cannot have an sshd of 2003 .*apt-get install openssh-server/,
  );

  const built = await bare('--name', 'e2e-bare', '--build-only');
  expect(built.code, built.all).toBe(0);
  const server = labs.open('e2e-bare');
  expect(await server.sh('/etc/init.d/axigen status; ls /usr/sbin /etc')).not.toMatch(/ssh/);
  const { code, out, err } = await product('lab', 'ssh-config', '--name', 'e2e-bare');
  expect([code, out]).toEqual([3, '']);
  const flat = err.replace(/\s+/g, ' ');
  expect(flat).toMatch(/lacks sshd, ssh or ssh-keygen.*apt-get install openssh-server/);
  expect(flat).toContain('build it anew: gateway-setup lab reset --name e2e-bare');
  const status = await product('lab', 'status', '--name', 'e2e-bare');
  expect(status.out.replace(/\s+/g, ' ')).toContain('over SSH not reachable: this machine lacks sshd');
});
