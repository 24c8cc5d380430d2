import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { imssActivationCode } from '../../src/lab/imss/install/media.js';
import { labMailboxPassword, labRecipient } from '../../src/lab/paths.js';
import { clicksThrough } from './support/guided.js';
import { setStandIn } from './support/imss.js';
import { answersInstaller, askingInstaller, atWizard, upToTheInstaller } from './support/imss-installer.js';
import { type ServerLab, useLabs } from './support/server-lab.js';
import { apply } from './support/sitting.js';
import { differences, type Snapshot, snapshot } from './support/snapshot.js';
import type { Person } from './support/terminal.js';

const labs = useLabs();
const name = 'e2e-wizard-imss';
let server: ServerLab;
let before: Snapshot;
let me: Person | undefined;

beforeAll(async () => {
  server = await labs.create(name, { scanner: 'imss' });
  // The wizard has to start it, and to wait for it.
  await setStandIn(server, { 'start-service': 'no', delay: '4' });
  before = await snapshot(server);
});

afterEach(async () => {
  await me?.leaves();
  me = undefined;
});

function sitDown(...words: readonly string[]): Person {
  me = atWizard(name, labs.env, ...words);
  return me;
}

const otherFolder = '/srv/imss-5.7';
const menu = 'What would you like to do?';

describe('the whole article at a terminal', () => {
  test('from the choice of the scanner to the last step', async () => {
    const person = sitDown();
    await upToTheInstaller(person);
    await person.chooses(...apply);
    await person.sees("The vendor's installer gets this terminal now");
    await person.answers('Do you agree? Type yes or no:', 'yes');
    await person.answers('Activation code', 'not-a-code');
    await person.sees('That is no activation code');
    await person.answers('Activation code', imssActivationCode);
    await person.answers('Folder to install to', otherFolder);
    await person.answers(`Install to ${otherFolder} now?`, 'yes');
    await person.sees('gateway-setup is back.');
    await person.sees('Start the scanner');
    for (const told of [
      `${otherFolder}: /etc/init.d/S99ISIMSS names it`,
      'The installer wrote:',
      'The installer changed:\n      /etc/services',
    ])
      expect(person.text).toContain(told);
    await person.chooses(...apply);
    await person.sees(/S99ISIMSS start\) (\u2026|\.\.\.) 1[01]\d s left/);
    await person.sees('421 Internal configuration error');
    await person.sees('The handover of port 25');
    await person.chooses(...apply);
    await person.sees(/Port 25 gave no AXIGEN banner for/);
    await person.sees('Send a mail through');
    await person.chooses(...apply);
    await person.sees(/TEST-MAIL-HEADER +X-imss-version/);

    await person.sees('Set up the notifications');
    await person.chooses('What shall be done?', 'Change the settings');
    await person.answers('gets the notifications of IMSS?', '\u0015postmaster@example.test');
    await person.sees('IMSS sends its notifications to postmaster@example.test');
    await person.chooses('What shall be done?', 'Go on');
    await person.chooses('Are the notifications set up?', 'No, show me the clicks');
    await clicksThrough(person, 8, 8);
    await person.sees('Offer AUTH');
    expect(person.text).toMatch(/ok +IMSS-ADMINISTRATOR +AXIGEN takes mail for it/);
    await person.chooses(...apply);
    await person.sees('Limit the connections');
    await person.chooses('What shall be done?', 'Go on');
    await person.sees(/Done on .*: \d+ changes/);
    expect(await person.ends()).toBe(0);
    expect(person.raw).not.toContain(labMailboxPassword);
    expect((await snapshot(server)).listening).toContain('0.0.0.0:25 imss-standin');
  });

  test('a second time nothing is left but the word of the operator, who says "not now"', async () => {
    const person = sitDown();
    // Nobody has to say again which scanner it is.
    await person.chooses(menu, 'Go on with setup');
    await person.answers("Password of AXIGEN's admin", '');
    await person.answers('should get the test message?', labRecipient);
    await person.answers('Password of that mailbox', labMailboxPassword);
    await person.chooses('Are these right?', 'Yes, go on');
    await person.sees('Send a mail through');
    await person.chooses(...apply);
    await person.sees('Set up the notifications');
    await person.chooses('What shall be done?', 'Go on');
    await person.chooses('Are the notifications set up?', 'Not now');
    await person.sees('Limit the connections');
    await person.chooses('What shall be done?', 'Go on');
    await person.sees(/Done on .*0 changes, 0 restarts/);
    expect(await person.ends()).toBe(0);
    expect(person.text.slice(person.text.indexOf('Still open'))).toMatch(/risk +IMSS-NOTIFICATIONS/);
  });
});

describe('taken back in the wizard', () => {
  test('what the installer wrote is named before anything is taken away', async () => {
    const person = sitDown('rollback');
    await person.sees('This takes back, of the run');
    await person.sees(/removed, with all that is in it by then:\s+\/etc\/init\.d\/S99ISIMSS/);
    await person.sees('put back: /etc/services');
    expect(differences(before, await snapshot(server))).not.toEqual([]);
    await person.chooses('Take this back?', 'Yes');
    await person.sees(/^Taken back\.$/m);
    expect(await person.ends()).toBe(0);
    expect(differences(before, await snapshot(server))).toEqual([]);
  });
});

describe('the plain form', () => {
  test('the installer asks at the same terminal, and the wizard goes on behind it', async () => {
    const person = sitDown('--plain', '--scanner', 'imss');
    await person.sees('Shall we begin?');
    await person.answers(/Number 1 to 3 \[1\]:/, '');
    await person.answers("Password of AXIGEN's admin", '');
    await person.answers('Which command on the server starts the installer of IMSS?', askingInstaller);
    await person.answers('should get the test message?', labRecipient);
    await person.answers('Password of that mailbox', labMailboxPassword);
    await person.sees('Are these right?');
    await person.answers(/Number 1 to \d+ \[1\]:/, '');
    await person.sees('Run the vendor');
    await person.answers(/Number 1 to \d+ \[1\]:/, '');
    await answersInstaller(person);
    await person.sees('gateway-setup is back.');
    await person.sees('Start the scanner');
    await person.answers(/Number 1 to \d+ \[1\]:/, '');
    await person.sees('421 Internal configuration error');
    await person.sees('The handover of port 25');
    await person.answers(/Number 1 to \d+ \[1\]:/, 'Quit');
    expect(await person.ends()).toBe(130);
    expect(person.raw).not.toContain('\u001b');
    expect(person.raw).not.toContain(labMailboxPassword);
    expect(person.text).toContain('Stopped on this server after 2 changes');
    const back = await server.product('rollback', '--yes');
    expect(back.code, back.all).toBe(0);
    expect(differences(before, await snapshot(server))).toEqual([]);
  });
});
