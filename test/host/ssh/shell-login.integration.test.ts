import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { UserError } from '../../../src/errors.js';
import { sh } from '../../../src/host/shell.js';
import { type ThrowawayUser, throwawayUser } from '../../support/ssh/throwaway-user.js';
import { shellTarget } from './shell-target.js';

const target = shellTarget();
const users: ThrowawayUser[] = [];
afterAll(async () => {
  for (const user of users) await user.remove();
});

async function userWith(shell: string, files: Readonly<Record<string, string>> = {}): Promise<ThrowawayUser> {
  const user = await throwawayUser({ shell });
  users.push(user);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(user.home, name), text);
  return user;
}

/** A host that runs as its user, whatever that may do. */
const hostOf = ({ name }: ThrowawayUser) => target.host({ user: name, become: 'none' });

const awkward = sh`printf '%s|' "$0" ${"it's"} ${'a!b'} ${'$HOME `id`'} ${'back\\slash'}; cat; echo err >&2; exit 7`;

describe('a login shell that is', () => {
  const known = [
    '/bin/sh',
    '/bin/bash',
    '/usr/bin/tcsh',
    '/bin/csh',
    '/usr/bin/fish',
    '/bin/zsh',
    '/bin/mksh',
  ];
  test.each(known.filter((shell) => existsSync(shell)))('%s', async (shell) => {
    const host = hostOf(await userWith(shell));
    for (const turn of ['first', 'then at once']) {
      const result = await host.run(awkward, { stdin: Buffer.from(turn) });
      expect(result).toMatchObject({ code: 7, stderr: Buffer.from('err\n') });
      expect(result.stdout.toString()).toBe(`sh|it's|a!b|$HOME \`id\`|back\\slash|${turn}`);
    }
  });
});

describe('noise of a login', () => {
  test('is passed over on both outputs', async () => {
    const noise = 'echo Welcome; echo -n "no end of line"; echo complaint >&2\n';
    const host = hostOf(await userWith('/bin/bash', { '.bashrc': noise }));
    const { stdout, stderr } = await host.run(sh`echo ours; echo bad >&2`);
    expect([stdout.toString(), stderr.toString()]).toEqual(['ours\n', 'bad\n']);
  });

  test('that shows our own command is not taken for our shell', async () => {
    const host = hostOf(await userWith('/bin/bash', { '.bashrc': 'set -x -v\n' }));
    const { stdout, stderr } = await host.run(sh`echo ours`);
    expect([stdout.toString(), stderr.toString()]).toEqual(['ours\n', '']);
  });

  test('without end is refused, and its beginning shown harmless', async () => {
    const host = hostOf(
      await userWith('/bin/bash', { '.bashrc': 'printf "\\033[2J"; while :; do echo spam; done\n' }),
    );
    const error = await host.run(sh`true`).catch((reason: UserError) => reason);
    expect(error).toMatchObject({ exitCode: 3 });
    expect((error as UserError).message).toContain('prints without end');
    expect((error as UserError).message).toContain('\\x1b[2J');
    expect((error as UserError).message.length).toBeLessThan(1000);
  });

  test('that asks something is told after a while, with what it said', async () => {
    const menu = { '.bashrc': 'printf "1) mail 2) news: "; read answer\n' };
    const { name } = await userWith('/bin/bash', menu);
    const host = target.host({ user: name, become: 'none', patience: { readyMs: 1500, questionMs: 100 } });
    const error = await host.run(sh`true`).catch((reason: UserError) => reason);
    expect((error as UserError).message).toMatch(/No shell of .* within 2 seconds.*1\) mail 2\) news:/);
  });
});

describe('no shell at all', () => {
  test.each([
    ['/bin/false', 'ended at once with status 1. It printed nothing.'],
    ['/usr/sbin/nologin', 'It printed: This account is currently not available.'],
  ])('%s', async (shell, words) => {
    const error = await hostOf(await userWith(shell))
      .run(sh`true`)
      .catch((reason: UserError) => reason);
    expect(error).toMatchObject({ name: 'UserError', exitCode: 3 });
    expect((error as UserError).message).toContain(words);
  });
});

describe('a forced command', () => {
  const forced = shellTarget(['ForceCommand echo "only backups here"; exit 3']);
  const wrapped = shellTarget(['ForceCommand sh -c "$SSH_ORIGINAL_COMMAND"; exit $?']);

  test('is told', async () => {
    const error = await forced
      .host()
      .run(sh`true`)
      .catch((reason: UserError) => reason);
    expect((error as UserError).message).toMatch(/status 3\. It printed: only backups here/);
  });

  test('that runs what it is given does no harm: what we start has a group of its own', async () => {
    const host = wrapped.host();
    expect((await host.run(sh`exit 6`)).code).toBe(6);
    const { stdout } = await host.run(sh`read a b c d group rest < /proc/$$/stat; echo "$$ $group"`);
    const [pid, group] = stdout.toString().trim().split(' ');
    expect(group).toBe(pid);
    expect((await host.run(sh`sleep 100`, { timeoutMs: 500 })).timedOut).toBe(true);
  });
});

test('a user without rights runs what it may', async () => {
  const host = hostOf(await userWith('/bin/sh'));
  expect((await host.run(sh`id -u`)).stdout.toString()).not.toBe('0\n');
  expect((await host.run(sh`cat /etc/shadow`)).code).toBe(1);
});
