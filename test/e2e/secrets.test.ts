import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { inLab } from '../../src/lab/paths.js';
import { operatorHome } from '../../src/lab/root/accounts.js';
import { makeKeyPair } from '../support/ssh/keys.js';
import { canary, leftBelow, seenIn, watchProcesses } from './support/canaries.js';
import { type LabSsh, labSsh } from './support/lab-ssh.js';
import { leftInLab, plantAccounts, plantLogin } from './support/plant-secrets.js';
import { withIdentity } from './support/remote-person.js';
import { program, run, type Said } from './support/run.js';
import { cleanEnvironment, type ServerLab, useLabs } from './support/server-lab.js';

// Every password that there can be is a word which stands nowhere else. Whatever is done with it, and whatever goes wrong, it is read
// nowhere but where the operator has put it.

const labs = useLabs();
const secrets = {
  mailbox: canary(),
  axigen: canary(),
  login: canary(),
  passphrase: canary(),
  inConfig: canary(),
  inUrl: canary(),
  inScannersConfig: canary(),
  inLicence: canary(),
  wrong: canary(),
};
let server: ServerLab;
let ssh: LabSsh;
let home = '';
let env: Record<string, string | undefined>;
const told: Said[] = [];

beforeAll(async () => {
  server = await labs.create('e2e-secrets');
  ssh = labSsh(server);
  await plantLogin(server, 'operator', secrets.login);
  await plantAccounts(server, secrets);
  await server.sh(`echo 'key ${secrets.inLicence}' >> ${inLab.media}/nod32.lic
    echo 's|^listen_port.*|; proxy_password = ${secrets.inScannersConfig}\\n; http://admin:${secrets.inUrl}@mirror/\\nlisten_port = 2525|' > ${inLab.media}/edit.sed
    cd /var/opt/axigen/run
    sed -i 's|^\\( *\\)address = 0.0.0.0:25$|\\1# proxyPassword = ${secrets.inConfig}\\n\\1# see http://admin:${secrets.inUrl}@mirror.example/\\n&|' axigen.cfg`);
  home = ssh.home();
  const key = await makeKeyPair(home, 'ed25519', { passphrase: secrets.passphrase });
  await server.sh(`echo '${key.publicLine}' | tee -a ${operatorHome}/.ssh/authorized_keys > /dev/null`);
  await ssh.dropIn('both', 'Match User operator\n  AuthenticationMethods publickey,password');
  writeFileSync(join(home, '.ssh', 'config'), withIdentity(ssh.config, key.path));
  const answers = (await server.sh('cat /root/answers.ini')).replace(/^axigen-driver.*\n/m, '');
  writeFileSync(join(home, 'answers.ini'), answers);
  for (const [name, secret] of Object.entries(secrets))
    writeFileSync(join(home, `${name}.secret`), `${secret}\n`, { mode: 0o600 });
  env = { ...cleanEnvironment(), HOME: home, SSH_AUTH_SOCK: undefined };
});

const file = (flag: string, name: keyof typeof secrets) => [`--${flag}-file`, join(home, `${name}.secret`)];
const asFiles = () => [
  ...file('ssh-password', 'login'),
  ...file('ssh-passphrase', 'passphrase'),
  ...file('become-password', 'login'),
];
const asVariables = {
  GATEWAY_SETUP_SSH_PASSWORD: secrets.login,
  GATEWAY_SETUP_SSH_PASSPHRASE: secrets.passphrase,
  GATEWAY_SETUP_BECOME_PASSWORD: secrets.login,
  GATEWAY_SETUP_MAILBOX_PASSWORD: secrets.mailbox,
  GATEWAY_SETUP_AXIGEN_PASSWORD: secrets.axigen,
};

async function product(
  words: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Said> {
  const argv = [process.execPath, program, ...words, '--verbose', '--host', `operator@${ssh.host}`];
  const said = await run(argv, { env: { ...env, ...variables } });
  told.push(said);
  return said;
}

test('given in files, in the environment, and wrong: all of it goes as it should', async () => {
  const answers = ['--answers', join(home, 'answers.ini')];
  const passwords = [...file('mailbox-password', 'mailbox'), ...file('axigen-password', 'axigen')];
  const ended = watchProcesses(secrets, (_words, _name) => false);
  const config = '/etc/opt/eset/nod32/nod32.cfg';
  /** Somebody has put a password right beside what setup would mend. */
  const edited = `cp -p ${config} /root/kept; sed -i -f ${inLab.media}/edit.sed ${config}`;
  const rows: readonly (readonly [
    code: number,
    words: readonly string[],
    variables?: Record<string, string>,
    first?: string,
  ])[] = [
    [2, ['plan', '-o', join(home, 'plan.json'), ...answers, ...asFiles(), ...passwords]],
    [2, ['plan', '--format', 'json', ...answers, ...asFiles(), ...passwords]],
    [0, ['setup', '--yes', ...answers, ...asFiles(), ...passwords]],
    [0, ['verify', '--format', 'junit', ...answers], asVariables],
    [2, ['plan', ...answers], asVariables, edited],
    [2, ['audit'], asVariables],
    [
      4,
      ['audit', '--format', 'json', ...asFiles().map((word) => word.replace('login.secret', 'wrong.secret'))],
    ],
    [0, ['history', '--format', 'json'], asVariables],
    [0, ['answers', '--run', 'latest'], asVariables],
    [0, ['rollback', '--yes'], asVariables, `mv /root/kept ${config}`],
  ];
  for (const [code, words, variables, first = ':'] of rows) {
    await server.sh(first);
    const said = await product(words, variables);
    expect.soft(said.code, `${words[0]}: ${said.all.slice(-1500)}`).toBe(code);
  }
  const { looks, seen } = ended();
  expect(looks).toBeGreaterThan(10);
  // What the test itself gives in the environment stands in that of the program that was started with it, and of nothing else.
  expect(seen.some((one) => /bin\/gateway-setup\.js/.test(one))).toBe(true);
  expect(seen.filter((one) => !/bin\/gateway-setup\.js/.test(one))).toEqual([]);
});

test('no output tells one of them, in any form', () => {
  expect(told.length).toBeGreaterThan(5);
  // Somebody would have been shown it.
  const shown = told.map(({ out }) => out).join('');
  for (const key of ['; proxy_password = ', '; http://admin:']) expect(shown).toContain(`${key}<hidden>`);
  expect(told.map(({ all }) => seenIn(all, secrets))).toEqual(told.map(() => []));
});

test('none lies about, on either side', () => {
  // What the operator has put there is found: so would be what lies beside it.
  expect(leftBelow(home, secrets, () => false)).toHaveLength(Object.keys(secrets).length);
  expect(leftBelow(home, secrets, (path) => path.endsWith('.secret'))).toEqual([]);
  // The journal keeps whole files, where only root can read them.
  const inJournal = (path: string, name: string) =>
    /^in[A-Z]/.test(name) && /\/runs\/[^/]+\/files\//.test(path);
  expect(leftInLab(server, secrets, inJournal)).toEqual([]);
});
