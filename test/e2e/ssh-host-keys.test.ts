import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeKeyPair } from '../support/ssh/keys.js';
import { type LabSsh, labSsh } from './support/lab-ssh.js';
import { expectCleanOutput, oneLine } from './support/output.js';
import { program, run } from './support/run.js';
import { type ServerLab, useLabs } from './support/server-lab.js';

// What is known of the server's host key decides, before anything is sent to it; and nobody is here who could be asked.

const labs = useLabs();
let server: ServerLab;
let ssh: LabSsh;
let folder = '';
let alias = '';
/** Lines of known_hosts for the server's own keys, and for one that is not its. */
let known = '';
let other = '';

beforeAll(async () => {
  server = await labs.create('e2e-keys');
  ssh = labSsh(server);
  folder = ssh.home();
  known = readFileSync(ssh.knownHosts, 'utf8');
  alias = known.split(' ')[0] ?? '';
  other = `${alias} ${(await makeKeyPair(folder, 'ed25519')).publicLine.split(' ').slice(0, 2).join(' ')}\n`;
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** SHA256 fingerprint of the server's ed25519 key, by its own ssh-keygen's reckoning on this machine. */
async function fingerprint(): Promise<string> {
  const { out } = await run(['ssh-keygen', '-lf', ssh.knownHosts], {});
  return /SHA256:\S+(?=.*ED25519)/.exec(out)?.[0] ?? 'none';
}

async function history(text: string | undefined, ...flags: readonly string[]) {
  const file = join(folder, 'known');
  rmSync(file, { recursive: true, force: true });
  if (text === undefined) mkdirSync(file);
  else writeFileSync(file, text);
  const config = join(folder, 'keys.conf');
  writeFileSync(
    config,
    ssh.config
      .replace(/^ *UserKnownHostsFile .*$/m, `  UserKnownHostsFile ${file}`)
      .replace(/^ *StrictHostKeyChecking .*$/m, '  StrictHostKeyChecking accept-new'),
  );
  const said = await run(
    [process.execPath, program, 'history', '--host', ssh.host, '--ssh-config', config, ...flags],
    { env: { ...labs.env, HOME: folder, SSH_AUTH_SOCK: undefined } },
  );
  expectCleanOutput(said);
  return { ...said, told: oneLine(said.err) };
}

const hashed = async () => {
  const file = join(folder, 'hashed');
  writeFileSync(file, known);
  await run(['ssh-keygen', '-H', '-f', file], {});
  const text = readFileSync(file, 'utf8');
  expect(text).toMatch(/^\|1\|/m);
  return text;
};

test.each<[string, () => string | Promise<string>]>([
  ['plain', () => known],
  ['hashed', hashed],
  [
    'by a pattern, among others',
    () => `!nobody,${alias.slice(0, -2)}* ${known.split('\n')[0]?.split(' ').slice(1).join(' ')}\n`,
  ],
])('a known key is taken without a word: %s', async (_, text) => {
  const { code, out, told } = await history(await text());
  expect({ code, out, told }).toMatchObject({ code: 0, told: '' });
});

test('an unknown key is an error that names the flag, although accept-new stands in the configuration; with the flag it is taken', async () => {
  const refused = await history('');
  expect(refused.code).toBe(4);
  expect(refused.told).toContain(`--host-key ${await fingerprint()}`);
  expect((await history('', '--host-key', await fingerprint())).code).toBe(0);
  const another = await history('', '--host-key', `SHA256:${'A'.repeat(43)}`);
  expect(another.code).not.toBe(0);
  expect(another.told).toContain(await fingerprint());
});

test('a changed key is refused, even where the flag would accept it, with how to check', async () => {
  const { code, told } = await history(other, '--host-key', await fingerprint());
  expect(code).toBe(3);
  expect(told).toMatch(/changed|is not the one/i);
  expect(told).toContain('ssh-keygen -R');
});

test.each<[string, () => string | undefined, RegExp]>([
  ['revoked', () => known.replace(/^/gm, '@revoked ').replace(/@revoked $/, ''), /revoked/i],
  ['of which only an authority is known', () => `@cert-authority ${known.split('\n')[0]}\n`, /authorit/i],
  [
    'that cannot be looked up: the file is a folder',
    () => undefined,
    /known.*(folder|directory|cannot be read)/i,
  ],
])('a key %s is refused', async (_, text, words) => {
  const { code, told } = await history(text(), '--host-key', await fingerprint());
  expect(code).toBe(3);
  expect(told).toMatch(words);
});
