import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { inLab, labRecipient } from '../../src/lab/paths.js';
import { operatorHome } from '../../src/lab/root/accounts.js';
import { makeKeyPair } from '../support/ssh/keys.js';
import { canary, leftBelow, seenIn, watchProcesses } from './support/canaries.js';
import { type LabSsh, labSsh } from './support/lab-ssh.js';
import { oneLine } from './support/output.js';
import { leftInLab, plantAccounts, plantLogin } from './support/plant-secrets.js';
import { terminalAsBefore, unknownKey, useDesks, withIdentity } from './support/remote-person.js';
import { program, run } from './support/run.js';
import { type ServerLab, useLabs } from './support/server-lab.js';
import { differences, type Snapshot, snapshot } from './support/snapshot.js';
import { keys, type Person } from './support/terminal.js';

const labs = useLabs();
const deskOf = useDesks();
/** Words that stand nowhere else. */
const secrets = {
  passphrase: canary(),
  operator: canary(),
  root: canary(),
  mailbox: canary(),
  wrong: canary(),
};
const isThisIt = 'Is this the server?';
const begin = 'Shall we begin?';
let server: ServerLab;
let ssh: LabSsh;
let before: Snapshot;
/** The configuration with a key that is encrypted, and that both users take. */
let locked: string;

beforeAll(async () => {
  server = await labs.create('e2e-ssh-wizard');
  ssh = labSsh(server);
  const key = await makeKeyPair(deskOf(ssh, '').home, 'ed25519', {
    passphrase: secrets.passphrase,
  });
  const files = ['/root', operatorHome].map((home) => `${home}/.ssh/authorized_keys`);
  await server.sh(`echo '${key.publicLine}' | tee -a ${files.join(' ')}`);
  for (const user of ['operator', 'root'] as const) await plantLogin(server, user, secrets[user]);
  await plantAccounts(server, secrets);
  locked = withIdentity(ssh.config, key.path);
  before = await snapshot(server);
});

async function withDropIn(text: string, work: () => Promise<void>): Promise<void> {
  await ssh.dropIn('test', text);
  await work().finally(() => ssh.removeDropIn('test'));
}

async function isOver(person: Person, code: number): Promise<void> {
  expect(await person.ends(), person.text).toBe(code);
  expect(person.text).toContain(terminalAsBefore);
  // The cursor that was hidden last was shown again.
  expect(person.raw.lastIndexOf('\u001b[?25l')).toBeLessThanOrEqual(person.raw.lastIndexOf('\u001b[?25h'));
  expect(seenIn(person.raw, secrets)).toEqual([]);
}

/** As ssh-keygen prints them, of the key that the lab's sshd shows. */
async function fingerprints(): Promise<readonly string[]> {
  const print = async (kind: string) => {
    const { out } = await run(['ssh-keygen', '-l', '-E', kind, '-f', ssh.knownHosts]);
    return /^\d+ (\S+) \S+ \(ED25519\)$/m.exec(out)?.[1] ?? `no fingerprint: ${out}`;
  };
  return Promise.all(['sha256', 'md5'].map(print));
}

describe('a host key that is not known', () => {
  test('is shown as ssh-keygen prints it; "no" is the first choice, and then nobody logs in', async () => {
    const desk = deskOf(ssh, unknownKey(ssh.config));
    const logins = () => server.sh('grep Accepted /var/log/sshd.log || :');
    const before = await logins();
    const me = desk.sitsDown('--host', ssh.host);
    await me.sees(isThisIt);
    for (const one of await fingerprints()) expect(me.text).toContain(one);
    expect(me.text).toContain('ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub');
    me.press(keys.enter);
    await isOver(me, 3);
    expect(me.text).toMatch(/was not accepted\.$/m);
    expect(await logins()).toBe(before);
    expect(existsSync(join(desk.home, '.ssh', 'known_hosts'))).toBe(false);
  });

  test('once: it goes on, and nothing is remembered', async () => {
    const desk = deskOf(ssh, unknownKey(ssh.config));
    const me = desk.sitsDown('--scanner', 'nod32', '--host', ssh.host);
    await me.chooses(isThisIt, 'Yes, this once');
    await me.chooses(begin, 'Quit');
    await isOver(me, 130);
    expect(existsSync(join(desk.home, '.ssh', 'known_hosts'))).toBe(false);
  });

  test('remembered, in the plain form: ssh finds it in known_hosts, and it is not asked again', async () => {
    const desk = deskOf(ssh, unknownKey(ssh.config));
    const words = ['--plain', '--scanner', 'nod32', '--host', ssh.host];
    const me = desk.sitsDown(...words);
    await me.sees(isThisIt);
    await me.answers('Number 1 to 3 [1]:', '3');
    await me.sees(begin);
    await me.answers('Number 1 to 3 [1]:', 'quit');
    await isOver(me, 130);
    expect(me.raw).not.toContain('\u001b');
    const strict = ['-o', 'StrictHostKeyChecking=yes', '-o', 'BatchMode=yes'];
    const file = join(desk.home, '.ssh', 'known_hosts');
    const login = await run([
      ...['ssh', '-F', join(desk.home, '.ssh', 'config'), ...strict, '-o', `UserKnownHostsFile=${file}`],
      ...[ssh.host, 'id', '-un'],
    ]);
    expect(login.out, login.all).toBe('root\n');
    const again = desk.sitsDown(...words);
    await again.sees(begin);
    await again.answers('Number 1 to 3 [1]:', 'quit');
    await isOver(again, 130);
    expect(again.text).not.toContain(isThisIt);
  });
});

describe('somebody who is asked for everything', () => {
  /** A wrong answer is said, and asked for again. */
  async function answersTwice(me: Person, question: string, refused: string, right: string): Promise<void> {
    await me.answers(question, secrets.wrong);
    await me.answers(new RegExp(`${refused}[^]*${question}`), right);
  }

  test('passphrase, password and sudo, each wrong once: then the wizard itself, with files from here', async () => {
    const both = 'Match User operator\n  AuthenticationMethods publickey,password';
    await withDropIn(both, async () => {
      const desk = deskOf(ssh, locked);
      const looked = watchProcesses(secrets, () => false);
      const me = desk.sitsDown('--scanner', 'nod32', '--host', `operator@${ssh.host}`);
      await answersTwice(me, 'Passphrase of the key', 'That is not the passphrase', secrets.passphrase);
      await answersTwice(me, 'Password of operator on', 'did not take that password', secrets.operator);
      await answersTwice(
        me,
        'Password for sudo, of operator on',
        'did not take that password',
        secrets.operator,
      );
      await me.sees("The mail's path now:");
      await me.chooses(begin, 'Begin');
      await me.sees('one that lies on this machine');
      await me.answers('Password of AXIGEN', '');
      await me.answers('licence file?', join(server.lab.paths.root, inLab.media, 'nod32.lic'));
      await me.answers('package?', `${inLab.media}/nod32lms-2.51-1.noarch.rpm`);
      await me.answers('should get the test message?', labRecipient);
      await me.answers('Password of that mailbox', secrets.mailbox);
      await me.chooses('Are these right?', 'Yes, go on');
      await me.sees('Place the licence');
      await me.chooses('What shall be done?', 'Apply');
      await me.sees('Install the scanner');
      await me.sees('What shall be done?');
      me.press(keys.ctrlC);
      await isOver(me, 130);
      const { looks, seen } = looked();
      expect(looks).toBeGreaterThan(10);
      expect(seen).toEqual([]);
      expect(leftBelow(desk.home, secrets, () => false)).toEqual([]);
      expect(me.text).toContain(`gateway-setup rollback --host operator@${ssh.host}`);
      expect(await server.sh('stat -c "%U %a" /etc/opt/eset/nod32/license/nod32.lic')).toBe('root 644\n');
    });
  });

  test('what was done is taken back over su, whose password is asked for, too', async () => {
    const me = deskOf(ssh, ssh.config).sitsDown(
      'rollback',
      '--become',
      'su',
      '--host',
      `operator@${ssh.host}`,
    );
    await answersTwice(me, 'Password of root on', 'did not take that password', secrets.root);
    await me.chooses('Take this back?', 'Yes');
    await me.sees(/^Taken back\.$/m);
    await isOver(me, 0);
    expect(differences(before, await snapshot(server))).toEqual([]);
    expect(leftInLab(server, secrets)).toEqual([]);
  });
});

describe('a server with old algorithms alone', () => {
  const old = 'KexAlgorithms diffie-hellman-group14-sha1';
  const question = 'Use the old algorithms for';

  test('no: told which family is missing, and what to say when it is wanted after all', async () => {
    await withDropIn(old, async () => {
      const me = deskOf(ssh, ssh.config).sitsDown('history', '--host', ssh.host);
      await me.sees('have no key exchange in common');
      await me.chooses(question, 'No, stop here');
      await isOver(me, 3);
      expect(me.text).toContain(`The algorithms of old servers were not allowed for ${ssh.host}.`);
    });
  });

  test('from now on: it goes on, and is not asked again until its entry is gone', async () => {
    await withDropIn(old, async () => {
      const desk = deskOf(ssh, ssh.config);
      const words = ['history', '--plain', '--host', ssh.host];
      const me = desk.sitsDown(...words);
      await me.sees(question);
      await me.answers('Number 1 to 3 [1]:', '3');
      await isOver(me, 0);
      expect(me.raw).not.toContain('\u001b');
      const file = join(desk.home, '.config', 'gateway-setup', 'hosts.json');
      expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
        hosts: { 'localhost:22': { legacySsh: true } },
      });
      const again = desk.sitsDown(...words);
      await isOver(again, 0);
      expect(again.text).not.toContain(question);
    });
  });
});

describe('Ctrl-C at a question', () => {
  const asOperator = (...flags: readonly string[]) => [...flags, '--host', `operator@${ssh.host}`];
  test.each<readonly [string, string, () => string, () => readonly string[], RegExp]>([
    ['the host key', '', () => unknownKey(ssh.config), () => asOperator(), /Is this the server\?/],
    ['the passphrase', '', () => locked, () => asOperator(), /Passphrase of the key/],
    ['the password', '', () => withIdentity(ssh.config), () => asOperator(), /(Password of|asks) operator/],
    [
      'the password alone',
      'AuthenticationMethods password',
      () => ssh.config,
      () => asOperator('--plain'),
      /Password of operator on .*it is not shown/,
    ],
    ['sudo', '', () => ssh.config, () => asOperator(), /Password for sudo, of operator/],
    ['su', '', () => ssh.config, () => asOperator('--become', 'su'), /Password of root on .*, for su/],
    [
      'the old algorithms',
      'KexAlgorithms diffie-hellman-group14-sha1',
      () => ssh.config,
      () => asOperator(),
      /Use the old/,
    ],
  ])('%s: 130, and nothing was changed', async (_at, dropIn, config, words, question) => {
    await withDropIn(dropIn, async () => {
      const me = deskOf(ssh, config()).sitsDown(...words());
      await me.sees(question);
      me.press(keys.ctrlC);
      await isOver(me, 130);
      expect(me.text).toMatch(/^Cancelled\. Nothing was changed\.$/m);
      expect(me.text).toContain(`gateway-setup --host operator@${ssh.host}`);
      expect(me.text).not.toMatch(/^ +at .*:\d+:\d+/m);
    });
  });
});

describe('without a terminal nothing is asked: it ends at once, and names what was missing', () => {
  test.each<readonly [string, string, () => string, string, string]>([
    ['the host key', '', () => unknownKey(ssh.config), 'root', '--host-key SHA256:'],
    ['a passphrase', '', () => locked, 'root', '--ssh-passphrase-file'],
    ['a password', '', () => withIdentity(ssh.config), 'root', '--ssh-password-file'],
    ['the password for sudo', '', () => ssh.config, 'operator', '--become-password-file'],
    [
      'leave to use old algorithms',
      'KexAlgorithms diffie-hellman-group14-sha1',
      () => ssh.config,
      'root',
      '--legacy-ssh',
    ],
  ])('%s', async (_what, dropIn, config, user, flag) => {
    await withDropIn(dropIn, async () => {
      const { env } = deskOf(ssh, config());
      const said = await run([process.execPath, program, 'history', '--host', `${user}@${ssh.host}`], {
        env,
      });
      expect(said.code, said.all).toBe(4);
      expect(said.out).toBe('');
      expect(oneLine(said.err)).toContain(flag);
    });
  });
});
