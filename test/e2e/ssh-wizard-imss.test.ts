import { randomBytes } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { canary, leftBelow, seenIn, watchProcesses } from './support/canaries.js';
import { setStandIn } from './support/imss.js';
import { answersInstaller, upToTheInstaller } from './support/imss-installer.js';
import { type LabSsh, labSsh } from './support/lab-ssh.js';
import { leftInLab, plantAccounts, plantLogin } from './support/plant-secrets.js';
import { terminalAsBefore, useDesks } from './support/remote-person.js';
import { type ServerLab, useLabs } from './support/server-lab.js';
import { apply } from './support/sitting.js';
import { differences, type Snapshot, snapshot } from './support/snapshot.js';
import { keys, type Person } from './support/terminal.js';

const labs = useLabs();
const deskOf = useDesks();
let server: ServerLab;
let ssh: LabSsh;
let before: Snapshot;

const code = randomBytes(8)
  .toString('hex')
  .toUpperCase()
  .replace(/(.{4})(?=.)/g, '$1-');
/** Words that stand nowhere else. What is typed to the vendor's installer is seen on the screen, as it shows it. */
const secrets = { sudo: canary(), mailbox: canary(), axigen: canary() };
const all = { ...secrets, code };

/** Says at which size its terminal is whenever that is another one, until somebody ends it. */
const measuring = `#!/bin/sh
while :; do
  now=$(stty size)
  [ "$now" = "$last" ] || echo "this is $(tty) of $now"
  last=$now
  sleep 1
done
`;

beforeAll(async () => {
  server = await labs.create('e2e-ssh-wizard-imss', { scanner: 'imss' });
  ssh = labSsh(server);
  await setStandIn(server, { 'start-service': 'no' });
  await plantLogin(server, 'operator', secrets.sudo);
  await plantAccounts(server, secrets);
  await server.exec(['sh', '-c', 'cat > /root/measuring; chmod 755 /root/measuring'], measuring);
  before = await snapshot(server);
});

async function isOver(person: Person, code: number): Promise<void> {
  expect(await person.ends(), person.text).toBe(code);
  expect(person.text).toContain(terminalAsBefore);
  expect(seenIn(person.raw, secrets)).toEqual([]);
}

test('the installer has a terminal on the server that is as large as ours; Ctrl-C ends it, and not us', async () => {
  const me = deskOf(ssh, ssh.config).sitsDown('--host', `operator@${ssh.host}`);
  await me.answers('Password for sudo, of operator', secrets.sudo);
  await upToTheInstaller(me, '/root/measuring', secrets);
  await me.chooses(...apply);
  await me.sees(/this is \/dev\/pts\/\d+ of 60 100/);
  me.resizes(120, 40);
  await me.sees(/this is \/dev\/pts\/\d+ of 40 120/);
  me.press(keys.ctrlC);
  await me.sees('gateway-setup is back.');
  await me.sees(/The installer (was ended by the signal 2|ended with status)/);
  await me.chooses('How shall it go on?', 'Roll back everything');
  await isOver(me, 1);
  expect(me.text).toContain('it is as it was before');
  expect(differences(before, await snapshot(server))).toEqual([]);
  expect(await server.sh("ps -e -o args= | grep '[m]easuring' || :")).toBe('');
});

test('the vendor\u2019s own is answered through it, and what it wrote is taken back', async () => {
  const desk = deskOf(ssh, ssh.config);
  const me = desk.sitsDown('--host', ssh.host);
  await upToTheInstaller(me, undefined, secrets);
  await me.chooses(...apply);
  const looked = watchProcesses(all, () => false);
  await answersInstaller(me, code);
  await me.sees('gateway-setup is back.');
  const { looks, seen } = looked();
  expect(looks).toBeGreaterThan(2);
  expect(seen).toEqual([]);
  await me.sees('Start the scanner');
  await me.chooses('What shall be done?', 'Quit');
  await isOver(me, 130);
  const [upToThen, after] = me.text.split('gateway-setup is back.');
  expect(seenIn(upToThen ?? '', all)).toEqual(['code']);
  expect(seenIn(after ?? '', all)).toEqual([]);
  expect(leftInLab(server, all)).toEqual([]);
  expect(leftBelow(desk.home, all, () => false)).toEqual([]);
  expect(differences(before, await snapshot(server))).not.toEqual([]);
  const back = desk.sitsDown('rollback', '--plain', '--host', ssh.host);
  await back.sees('Take this back?');
  await back.answers(/Number 1 to \d+ \[1\]:/, 'yes');
  await isOver(back, 0);
  expect(back.text).toMatch(/^Taken back\.$/m);
  expect(differences(before, await snapshot(server))).toEqual([]);
});
