import { expect, test } from 'vitest';
import { chooseSshd } from '../../../src/lab/ssh/choose.js';

const machine = {
  sshd: '/usr/sbin/sshd',
  ssh: '/usr/bin/ssh',
  keygen: '/usr/bin/ssh-keygen',
  scp: undefined,
  sftpServer: undefined,
  helpers: [],
  emptyFolders: [],
};
const algorithms = {
  kex: ['diffie-hellman-group1-sha1'],
  hostKey: ['ssh-rsa'],
  cipher: ['aes128-cbc'],
  mac: ['hmac-sha1', 'hmac-md5'],
};
const look = (there = algorithms) => ({ find: () => machine, ask: () => there });
const bare = { find: () => undefined, ask: () => algorithms };
const [root, single] = [{ mapping: 'root' }, { mapping: 'single' }] as const;

test('without an era the sshd of this machine is taken as it is, and not asked', () => {
  const ask = () => {
    throw new Error('asked');
  };
  expect(chooseSshd(undefined, root, { ...look(), ask })).toEqual({ kind: 'sshd', machine, era: undefined });
});

test('an era leaves of it what it had', () => {
  expect(chooseSshd('2003', root, look())).toMatchObject({
    kind: 'sshd',
    era: { id: '2003', algorithms: { ...algorithms, mac: ['hmac-md5', 'hmac-sha1'] } },
  });
});

test('an era of which a whole family is gone cannot be had, and the family is named', () => {
  expect(() => chooseSshd('2006', root, look({ ...algorithms, hostKey: ['ssh-ed25519'] }))).toThrow(
    expect.objectContaining({
      message: 'the lab cannot have an sshd of 2006',
      why: expect.stringContaining('what OpenSSH 4.3 offered as host key'),
    }),
  );
});

test.each([
  ['without OpenSSH', root, bare, /lacks sshd/, /apt-get install openssh-server/],
  ['with one user only', single, look(), /has only one/, /--add-subuids/],
])('%s the lab does without, unless an era is asked for', (_, isolation, seen, why, next) => {
  const without = { why: expect.stringMatching(why), next: expect.stringMatching(next) };
  expect(chooseSshd(undefined, isolation, seen)).toEqual({ kind: 'none', ...without });
  expect(() => chooseSshd('2003', isolation, seen)).toThrow(expect.objectContaining(without));
});
