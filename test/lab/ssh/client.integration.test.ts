import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { identifyProcess } from '../../../src/lab/isolation/process-identity.js';
import { labPaths } from '../../../src/lab/paths.js';
import {
  clientConfig,
  clientFiles,
  connectScript,
  knownHosts,
  sshAlias,
} from '../../../src/lab/ssh/client.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ssh-client-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What OpenSSH makes of the configuration. */
function understood(config: string, host: string): Map<string, string> {
  const file = join(folder, 'conf');
  writeFileSync(file, config);
  const { stdout, stderr, status } = spawnSync('ssh', ['-T', '-G', '-F', file, host], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  return new Map(
    stdout.split('\n').map((line) => [line.split(' ')[0] ?? '', line.slice(line.indexOf(' ') + 1)]),
  );
}

describe('the configuration', () => {
  test.each(['plain', 'with space', '100%h', "it's", '$HOME', 'a;b&c'])(
    'in a folder called %j leads to the files and to the way in',
    (name) => {
      const paths = labPaths(join(folder, name), 'default');
      const files = clientFiles(paths);
      mkdirSync(paths.ssh, { recursive: true });
      writeFileSync(files.connect, 'echo entered\n');
      const seen = understood(clientConfig(paths, 'default', undefined), 'lab');
      expect(seen.get('identityfile')?.replaceAll('%%', '%')).toBe(files.identity);
      expect(seen.get('userknownhostsfile')?.replaceAll('%%', '%')).toBe(files.knownHosts);
      const command = (seen.get('proxycommand') ?? '').replaceAll('%%', '%');
      const enter = () => spawnSync('/bin/sh', ['-c', `exec ${command}`], { encoding: 'utf8' });
      expect(enter()).toMatchObject({ status: 0, stdout: 'entered\n', stderr: '' });
      rmSync(files.connect);
      expect(enter()).toMatchObject({
        status: 1,
        stdout: '',
        stderr: 'The lab default is not up. Build it with: gateway-setup lab --build-only\n',
      });
    },
  );

  test('of a lab with a name has that name, everywhere', () => {
    const config = clientConfig(labPaths(folder, 'r2'), 'r2', undefined);
    expect(sshAlias('r2')).toBe('lab-r2');
    const seen = understood(config, 'lab-r2');
    expect(seen.get('hostkeyalias')).toBe('gateway-setup-lab-r2');
    expect([seen.get('user'), seen.get('stricthostkeychecking')]).toEqual(['root', 'true']);
    expect(seen.get('proxycommand')).toContain('lab --name r2 --build-only');
    expect(understood(config, 'lab').get('proxycommand')).toBeUndefined();
  });

  test('of an era adds its algorithms to those of today, for the lab alone', () => {
    const algorithms = {
      kex: ['diffie-hellman-group1-sha1'],
      hostKey: ['ssh-rsa'],
      cipher: ['3des-cbc'],
      mac: ['hmac-md5'],
    };
    const config = clientConfig(labPaths(folder, 'default'), 'default', { id: '2003', algorithms });
    const keys = ['kexalgorithms', 'hostkeyalgorithms', 'ciphers', 'macs'];
    const added = ['diffie-hellman-group1-sha1', 'ssh-rsa', '3des-cbc', 'hmac-md5'];
    const [lab, other] = [understood(config, 'lab'), understood(config, 'other')];
    keys.forEach((key, index) => {
      expect(lab.get(key)?.split(',')).toContain(added[index]);
      expect(other.get(key)?.split(',')).not.toContain(added[index]);
    });
  });
});

describe('the way in', () => {
  const isolation = { kind: 'chroot', mapping: 'root' } as const;
  const holder = identifyProcess(process.pid);
  if (holder === undefined) throw new Error('we have no number');

  test.each([
    ['is gone', { ...holder, pid: 2 ** 22 + 1 }],
    ['is a stranger by now', { ...holder, startTime: '1' }],
    ['was of before the restart', { ...holder, bootId: 'another' }],
  ])('says so when the process that holds the lab up %s', (_, former) => {
    const script = connectScript({ isolation, root: folder, holder: former }, 'r2');
    expect(spawnSync('/bin/sh', ['-c', script], { encoding: 'utf8' })).toMatchObject({
      status: 1,
      stdout: '',
      stderr: 'The lab r2 is not running any more. Build it anew with: gateway-setup lab reset --name r2\n',
    });
  });

  test('goes in while the very process is there, with nothing of our environment', () => {
    const script = connectScript({ isolation, root: folder, holder }, 'r2');
    expect(script).toContain('/usr/bin/env -i ');
    const { stderr } = spawnSync('/bin/sh', ['-c', script], { encoding: 'utf8' });
    // The folder is no root directory, or we may not go in: either way it was tried.
    expect(stderr).toMatch(/chroot/);
  });
});

test('known hosts have the name of the lab, and no comment', () => {
  expect(knownHosts('default', ['ssh-ed25519 AAAA somebody@here\n', 'ssh-rsa BBBB\n'])).toBe(
    'gateway-setup-lab ssh-ed25519 AAAA\ngateway-setup-lab ssh-rsa BBBB\n',
  );
});
