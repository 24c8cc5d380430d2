import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { expect, test, vi } from 'vitest';
import { Cancelled } from '../../../../src/errors.js';
import { type RouteOptions, resolveRoute } from '../../../../src/host/ssh/config/resolve-route.js';
import { askSsh, findSsh } from '../../../../src/host/ssh/config/ssh-program.js';
import { isRunning } from '../../../support/ssh/is-running.js';
import { temporaryFolder } from '../../temporary-folder.js';

const folder = temporaryFolder();

/** A program in place of ssh. */
function program(name: string, script: string): string {
  const path = folder(name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

const { homedir, username } = userInfo();
const env = { PATH: process.env.PATH };
const own: RouteOptions = { env, home: homedir, localUser: username };
const asked = { configFile: undefined, env, signal: undefined };

test('its own words say why it refuses the configuration', async () => {
  const configFile = folder('broken');
  writeFileSync(configFile, 'Host box\n  Port x\n  Unheard \x1b[2J\n');
  const refusal = resolveRoute('box', { ...own, configFile });
  await expect(refusal).rejects.toThrow(/The ssh program refuses.*line 2: Bad port 'x'.*unheard/i);
  await expect(refusal).rejects.toMatchObject({ exitCode: 3, message: expect.not.stringContaining('\x1b') });
});

test('what it is asked: the name stands behind --, and no shell sees it', async () => {
  const ssh = program('arguments', `for one; do echo "$one"; done >${folder('given')}; echo hostname seen`);
  const configFile = folder('a config');
  writeFileSync(configFile, '');
  const { target } = await resolveRoute('joe smith@box:2222', { ...own, ssh, configFile });
  expect(target).toMatchObject({ alias: 'box', hostName: 'seen', user: 'joe smith', port: 2222 });
  const given = ['-G', '-T', '-F', configFile, '-l', 'joe smith', '-p', '2222', '--', 'box'];
  expect(readFileSync(folder('given'), 'utf8').trim().split('\n')).toEqual(given);
});

test('an ssh that has no -G yet: the files are read', async () => {
  const ssh = program('old', 'echo "ssh: illegal option -- G" >&2; exit 255');
  const configFile = folder('config');
  writeFileSync(configFile, 'Port 24\n');
  expect((await resolveRoute('box', { ...own, ssh, configFile })).target.port).toBe(24);
});

test('another home than that of the account: ssh would look into the wrong one, and is not asked', async () => {
  const ssh = program('never', `touch ${folder('was-asked')}; echo hostname wrong`);
  const { target } = await resolveRoute('box', { ...own, ssh, home: folder('elsewhere') });
  expect(target.userKnownHosts[0]).toBe(folder('elsewhere/.ssh/known_hosts'));
  expect(existsSync(folder('was-asked'))).toBe(false);
});

test('an ssh that does not end is ended, with what it started', async () => {
  const ssh = program('endless', `(sleep 600 & echo $! >${folder('child')}; wait)`);
  await expect(askSsh(ssh, { name: 'box' }, { ...asked, longestMs: 300 })).rejects.toThrow(
    /took more than 0.3 seconds/,
  );
  await vi.waitFor(() => expect(isRunning(Number(readFileSync(folder('child'), 'utf8')))).toBe(false));
});

test('a cancellation ends it, and is none of its mistakes', async () => {
  const ssh = program('waiting', `echo >${folder('has-begun')}; exec sleep 600`);
  const cancelling = new AbortController();
  const answer = askSsh(ssh, { name: 'box' }, { ...asked, signal: cancelling.signal });
  const refusal = expect(answer).rejects.toBeInstanceOf(Cancelled);
  await vi.waitFor(() => expect(existsSync(folder('has-begun'))).toBe(true));
  cancelling.abort();
  await refusal;
  await expect(askSsh(ssh, { name: 'box' }, { ...asked, signal: cancelling.signal })).rejects.toBeInstanceOf(
    Cancelled,
  );
});

test('one that cannot be started, and one that talks without end', async () => {
  await expect(askSsh(folder('none'), { name: 'box' }, asked)).rejects.toThrow(/could not be asked.*ENOENT/);
  const ssh = program('talker', 'head -c 3000000 /dev/zero | tr "\\0" x >&2; exit 1');
  await expect(askSsh(ssh, { name: 'box' }, asked)).rejects.toThrow(/^.{1,600}$/s);
});

test('it is looked for in the folders of PATH, relative ones left out', () => {
  const ssh = program('ssh', '');
  expect(findSsh({ PATH: `:.:relative:${folder('nothing')}:${folder()}:/bin` })).toBe(ssh);
  expect(findSsh({ PATH: '' })).toBeUndefined();
  expect(findSsh({})).toBeUndefined();
  chmodSync(ssh, 0o644);
  expect(findSsh({ PATH: folder() })).toBeUndefined();
});
