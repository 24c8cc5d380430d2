import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { labEnvironment } from '../../src/lab/environment.js';
import { enterArgv } from '../../src/lab/isolation/holder.js';
import { inLab, labMailboxPassword, labRecipient } from '../../src/lab/paths.js';
import { storedLetter } from './support/mail.js';
import { program } from './support/run.js';
import { type ServerLab, useLabs } from './support/server-lab.js';
import { differences, type Snapshot, snapshot } from './support/snapshot.js';
import { keys, Person } from './support/terminal.js';

const labs = useLabs();
const apply = ['What shall be done?', 'Apply'] as const;

let person: Person | undefined;
afterEach(async () => {
  await person?.leaves();
  person = undefined;
});

function atTerminal(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Person {
  person = new Person(argv, env);
  return person;
}

/** Somebody at a terminal who calls gateway-setup so. */
function sitDown(words: readonly string[], env: Readonly<Record<string, string>> = {}): Person {
  return atTerminal([process.execPath, program, ...words], { ...labs.env, ...env });
}

const inside = (name: string, ...words: readonly string[]) => ['lab', 'exec', '--name', name, '--', ...words];

/** AXIGEN's command line answers in a lab; without its password the file is edited. */
const adminPassword = 'Password of AXIGEN';

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

describe('a person who changes their mind', () => {
  const name = 'e2e-mind';
  const setup = [...inside(name, 'gateway-setup'), '--answers', inLab.answers];
  let server: ServerLab;
  let before: Snapshot;
  beforeAll(async () => {
    server = await labs.create(name);
    before = await snapshot(server);
  });

  const untouched = async () => {
    expect(differences(before, await snapshot(server))).toEqual([]);
    expect((await server.exec(['ls', '/var/lib/gateway-setup/runs'])).out).toBe('');
  };

  test('quits on the first screen: nothing was changed', async () => {
    const me = sitDown(setup);
    await me.chooses('Shall we begin?', 'Quit');
    expect(await me.ends()).toBe(130);
    await untouched();
  });

  test.each([
    ['a choice', [], 'Shall we begin?'],
    ['a password', ['Begin'], adminPassword],
  ] as const)(
    'presses Ctrl-C at %s: 130, how it stands is told, nothing was changed',
    async (_at, first, question) => {
      const me = sitDown(setup);
      for (const choice of first) await me.chooses('Shall we begin?', choice);
      await me.sees(question);
      me.press(keys.ctrlC);
      expect(await me.ends()).toBe(130);
      expect(me.text).toMatch(/Cancelled\.|nothing was changed/i);
      expect(me.text).not.toMatch(/^ +at .*:\d+:\d+/m);
      await untouched();
    },
  );

  test('quits before the first change: the screen says that nothing was changed', async () => {
    const me = sitDown(setup);
    await me.chooses('Shall we begin?', 'Begin');
    await me.answers(adminPassword, '');
    await me.answers('Password of that mailbox', '');
    await me.chooses('Are these right?', 'Yes, go on');
    await me.sees('Place the licence');
    await me.chooses('What shall be done?', 'Quit');
    expect(await me.ends()).toBe(130);
    await untouched();
  });

  test('skips, and is told what that means', async () => {
    const me = sitDown(setup);
    await me.chooses('Shall we begin?', 'Begin');
    await me.answers(adminPassword, '');
    await me.answers('Password of that mailbox', '');
    await me.chooses('Are these right?', 'Yes, go on');
    await me.sees('Place the licence');
    await me.chooses('What shall be done?', 'Skip');
    await me.sees('Install the scanner');
    await me.chooses('What shall be done?', 'Skip');
    await me.sees(/Skipped: Start the scanner/);
    // What rests on it goes with it; what stands by itself is still offered.
    await me.sees('Part 9 of 14');
    await me.chooses('What shall be done?', 'Skip');
    await me.sees('Limit the connections');
    await me.chooses('What shall be done?', 'Go on');
    await me.sees('Part 12 of 14');
    await me.chooses('What shall be done?', 'Skip');
    expect(await me.ends()).toBe(0);
    const end = me.text.slice(me.text.lastIndexOf('Part 14 of 14'));
    expect(end).toMatch(/\* Place the licence: nod32d does not start without a licence/);
    expect(end).not.toContain('everything is as it should be');
    expect(end).toMatch(/0 changes, 0 restarts/);
    await untouched();
  });

  test('presses Ctrl-C after a change: the screen says how it stands and how to go on, and that is true', async () => {
    const me = sitDown(setup);
    await me.chooses('Shall we begin?', 'Begin');
    await me.answers(adminPassword, '');
    await me.answers('Password of that mailbox', '');
    await me.chooses('Are these right?', 'Yes, go on');
    await me.sees('Place the licence');
    await me.chooses(...apply);
    await me.sees('Install the scanner');
    await me.sees('What shall be done?');
    me.press(keys.ctrlC);
    expect(await me.ends()).toBe(130);
    expect(me.text).toMatch(/Stopped on .* after 1 change, 0 restarts\.$/m);
    expect(me.text).toContain('gateway-setup --resume');
    expect(me.text).toContain('gateway-setup rollback');
    expect(await server.sh('ls /etc/opt/eset/nod32/license')).toBe('nod32.lic\n');

    const again = sitDown(inside(name, 'gateway-setup'));
    await again.sees(/The run \S+-nod32, begun \S+ \S+ UTC, was cut short/);
    await again.chooses('What would you like to do?', 'Resume the run');
    await again.answers(adminPassword, '');
    // Its answers are taken, all but the password.
    await again.answers('Password of that mailbox', '');
    await again.sees(/Test mailbox: +alice@example\.test/);
    await again.chooses('Are these right?', 'Quit');
    expect(await again.ends()).toBe(130);
    const back = await server.product('rollback', '--yes');
    expect(back.code, back.all).toBe(0);
    expect(differences(before, await snapshot(server))).toEqual([]);
  });
});

describe('a part that fails', () => {
  const name = 'e2e-fails';
  let server: ServerLab;
  let before: Snapshot;
  beforeAll(async () => {
    server = await labs.create(name);
    before = await snapshot(server);
  });

  test('the reason is there to be looked at, and "roll back everything" does', async () => {
    const me = sitDown([...inside(name, 'gateway-setup'), '--answers', inLab.answers]);
    await me.chooses('Shall we begin?', 'Begin');
    await me.answers(adminPassword, '');
    await me.answers('Password of that mailbox', '');
    await me.chooses('Are these right?', 'Yes, go on');
    await me.sees('Place the licence');
    // Without a licence nod32d does not start, and without nod32d nod32smtp does not either.
    await me.chooses('What shall be done?', 'Skip');
    await me.sees('Install the scanner');
    await me.chooses(...apply);
    await me.sees('Start the scanner');
    await me.chooses(...apply);
    await me.chooses('How shall it go on?', 'Look at details');
    await me.sees('transcript.log');
    await me.chooses('How shall it go on?', 'Roll back everything');
    expect(await me.ends()).toBe(1);
    expect(me.text).toContain('it is as it was before');
    expect(differences(before, await snapshot(server))).toEqual([]);
  });
});

describe('plain terminals', () => {
  const name = 'e2e-plain';
  const setup = [...inside(name, 'gateway-setup'), '--answers', inLab.answers];
  beforeAll(async () => {
    await labs.create(name);
  });

  test('NO_COLOR: not one colour', async () => {
    const me = sitDown(setup, { NO_COLOR: '1' });
    await me.chooses('Shall we begin?', 'Begin');
    await me.answers(adminPassword, '');
    await me.answers('Password of that mailbox', '');
    await me.chooses('Are these right?', 'Quit');
    await me.ends();
    expect(me.raw).not.toMatch(/\u001b\[[0-9;]*m/);
  });

  test('with colours otherwise', async () => {
    const me = sitDown(setup);
    await me.chooses('Shall we begin?', 'Quit');
    await me.ends();
    expect(me.raw).toMatch(/\u001b\[[0-9;]*m/);
  });

  test.each([
    ['--plain', ['--plain'], {}],
    ['TERM=dumb', [], { TERM: 'dumb' }],
  ] as const)('%s: no escape code at all, choices by number', async (_what, flags, env) => {
    // As on a server: without the lab's command around it, which looks after the terminal too.
    const { running } = labs.open(name).lab.record;
    const words = ['gateway-setup', '--answers', inLab.answers, ...flags];
    const me = atTerminal(enterArgv(running, words), { ...labEnvironment({ TERM: 'xterm', ...env }) });
    await me.sees('Shall we begin?');
    await me.answers('Number 1 to 3 [1]:', '1');
    await me.answers(adminPassword, '');
    await me.answers('Password of that mailbox', labMailboxPassword);
    await me.sees('Are these right?');
    await me.answers(/Number 1 to \d+ \[1\]:/, 'quit');
    expect(await me.ends()).toBe(130);
    expect(me.raw).not.toContain('\u001b');
    expect(me.raw).not.toContain(labMailboxPassword);
  });
});
