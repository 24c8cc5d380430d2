import { describe, expect, test } from 'vitest';
import { inLab, labMailboxPassword, labRecipient } from '../../src/lab/paths.js';
import { storedLetter } from './support/mail.js';
import { useLabs } from './support/server-lab.js';
import { adminPassword, apply, inside, useTerminal } from './support/sitting.js';
import { differences, snapshot } from './support/snapshot.js';
import { keys } from './support/terminal.js';

const labs = useLabs();
const { sitDown } = useTerminal(labs);

/** What is shown to a person although nothing would change. */
const settingStages = [
  'Choose what happens to infected mail',
  'Stop offering STARTTLS and BINARYMIME',
  'Limit the connections',
  'Raise the number of scanning threads',
] as const;

describe('gateway-setup lab, answered by a person', () => {
  let screen = '';

  test('goes through to the end', async () => {
    const me = sitDown(['lab', '--name', 'e2e-wizard']);
    await me.sees(`The mailbox to try is ${labRecipient}, its password ${labMailboxPassword}`);
    await me.sees('internet -> port 25 -> AXIGEN -> mailboxes');
    await me.chooses('Shall we begin?', 'Show all that was found');
    await me.sees('All that was found');
    await me.chooses('Shall we begin?', 'Begin');
    await me.answers(adminPassword, '');
    await me.answers('Password of that mailbox', 'wrong-password');
    await me.sees('does not open with this password');
    // The wrong one still stands on the line.
    me.press('\u0015');
    await me.answers('Password of that mailbox', labMailboxPassword);
    await me.sees(/Mailbox password: +set/);

    // The review: any answer can be opened again, and what is typed is looked up on the server.
    await me.chooses('Are these right?', 'Licence file:');
    await me.answers('licence file?', '\u0015/root/nowhere.lic');
    await me.sees('There is no file /root/nowhere.lic on the server');
    me.press(`\u0015${inLab.media}/nod32.lic${keys.enter}`);
    await me.chooses('Are these right?', 'Yes, go on');

    await me.sees('Place the licence');
    await me.chooses(...apply);
    await me.sees('Install the scanner');
    await me.chooses(...apply);
    await me.sees('Start the scanner');
    await me.chooses(...apply);
    await me.sees('The handover of port 25');
    await me.chooses('What shall be done?', 'Show more');
    await me.sees('+                peerMaxIntervalConnections = 0');
    await me.chooses(...apply);
    await me.sees(/Port 25 gave no AXIGEN banner for/);
    await me.sees('Send a mail through');
    await me.chooses(...apply);
    await me.sees(/X-Virus-Scanner: This message was checked/);

    // Where the operator may set something the step is shown although nothing would change.
    await me.sees('Choose what happens to infected mail');
    await me.chooses('What shall be done?', 'Change the settings');
    await me.chooses('a message in which it found a virus?', 'leave it');
    await me.chooses('that it could not clean?', 'reject');
    await me.chooses('that it could not scan?', 'leave it');
    await me.chooses('keep a copy of what it blocks?', 'leave it');
    await me.chooses('Send the harmless EICAR test file', 'no');
    await me.sees('+action_on_uncleanable = reject');
    await me.chooses(...apply);
    await me.sees('Stop offering STARTTLS and BINARYMIME');
    await me.chooses('What shall be done?', 'Go on');
    await me.sees('Limit the connections');
    await me.chooses('What shall be done?', 'Go on');
    await me.sees('Raise the number of scanning threads');
    await me.chooses(...apply);
    await me.sees(/Done on .*: \d+ changes/);
    expect(await me.ends()).toBe(0);
    screen = me.text;
    expect(me.raw).not.toContain('wrong-password');
  });

  test('the server is set up', async () => {
    const server = labs.open('e2e-wizard');
    expect((await snapshot(server)).listening).toContain('0.0.0.0:25 nod32smtp');
    expect(await storedLetter(server, labRecipient, 'Test of the mail gateway')).toBeUndefined();
  });

  test('everything that it showed is still there to be read, and nothing of what came and went', () => {
    for (const heading of ['Place the licence', 'The handover of port 25', 'Send a mail through'])
      expect(screen).toMatch(new RegExp(`^${heading}$`, 'm'));
    expect(screen).toContain('To take everything back');
    expect(screen).not.toContain('(not carried out)');
  });

  const again = (...flags: readonly string[]) =>
    sitDown(
      inside(
        'e2e-wizard',
        'gateway-setup',
        '--answers',
        inLab.answers,
        '--mailbox-password-file',
        '/root/pw',
        ...flags,
      ),
    );
  const menu = 'What would you like to do?';

  test('on a server that has a run, the wizard says so; going on, nothing is left to do', async () => {
    await labs.open('e2e-wizard').sh(`echo ${labMailboxPassword} > /root/pw`);
    const me = again();
    await me.sees(/There was a run before, \S+-nod32, begun \d{4}-\d\d-\d\d /);
    await me.sees('NOD32 is in front of AXIGEN already.');
    await me.chooses(menu, 'Go on with setup');
    await me.answers(adminPassword, '');
    await me.chooses('Are these right?', 'Yes, go on');
    await me.chooses(...apply);
    for (const title of settingStages) {
      await me.sees(title);
      await me.chooses('What shall be done?', 'Go on');
    }
    await me.sees(/Nothing to do on .*: everything is as it should be\. 0 changes, 0 restarts\./);
    expect(await me.ends()).toBe(0);
  });

  test('from the menu: an audit, after which it asks again', async () => {
    const me = again();
    await me.chooses(menu, 'Audit');
    await me.sees('SMTP-BANNER');
    await me.chooses(menu, 'Quit');
    expect(await me.ends()).toBe(130);
  });

  test('from the menu: tune asks the settings and changes only what they say', async () => {
    const me = again();
    await me.chooses(menu, 'Tune');
    await me.answers(adminPassword, '');
    await me.chooses('Are these right?', 'Yes, go on');
    await me.sees(/Part 1 of 7\b/);
    for (const title of settingStages.slice(0, 2)) {
      await me.sees(title);
      await me.chooses('What shall be done?', 'Go on');
    }
    await me.sees('Limit the connections');
    await me.chooses('What shall be done?', 'Change the settings');
    await me.answers('SMTP connections at the same time', '300');
    await me.answers('New SMTP connections in each interval', '');
    await me.answers('Length of that interval', '');
    await me.sees(/\+ +maxConnections = 300/);
    await me.chooses(...apply);
    await me.sees('Raise the number of scanning threads');
    await me.chooses('What shall be done?', 'Go on');
    expect(await me.ends()).toBe(0);
    expect(me.text).toMatch(/Done on .*: 1 change,/);
    expect(me.text).not.toContain('Send a mail through');
  });

  test('from the menu: roll back shows what it would take back, and asks', async () => {
    const me = again('--plain');
    await me.sees(menu);
    await me.answers(/Number 1 to \d+ \[1\]:/, 'Roll');
    await me.sees('This takes back, of the run');
    await me.answers(/Number 1 to \d+ \[1\]:/, 'yes');
    expect(await me.ends()).toBe(0);
    expect(me.text).toMatch(/^Taken back\.$/m);
    expect((await snapshot(labs.open('e2e-wizard'))).listening).toContain('0.0.0.0:25 nod32smtp');
  });

  test('rollback asks first; "no" changes nothing, "yes" takes it back', async () => {
    const server = labs.open('e2e-wizard');
    const before = await snapshot(server);
    const doubtful = sitDown(inside('e2e-wizard', 'gateway-setup', 'rollback'));
    await doubtful.chooses('Take this back?', 'No');
    expect(await doubtful.ends()).toBe(130);
    expect(differences(before, await snapshot(server))).toEqual([]);
    const sure = sitDown(inside('e2e-wizard', 'gateway-setup', 'rollback'));
    await sure.chooses('Take this back?', 'Yes');
    await sure.sees(/^Taken back\.$/m);
    expect(await sure.ends()).toBe(0);
    expect((await snapshot(server)).listening).toEqual([
      '0.0.0.0:110 axigen',
      '0.0.0.0:25 axigen',
      '127.0.0.1:7000 axigen',
    ]);
  });
});
