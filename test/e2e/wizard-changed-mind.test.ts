import { beforeAll, describe, expect, test } from 'vitest';
import { labEnvironment } from '../../src/lab/environment.js';
import { enterArgv } from '../../src/lab/isolation/holder.js';
import { inLab, labMailboxPassword } from '../../src/lab/paths.js';
import { type ServerLab, useLabs } from './support/server-lab.js';
import { adminPassword, apply, inside, useTerminal } from './support/sitting.js';
import { differences, type Snapshot, snapshot } from './support/snapshot.js';
import { keys } from './support/terminal.js';

const labs = useLabs();
const terminal = useTerminal(labs);
const { sitDown } = terminal;

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
    const me = terminal.at(enterArgv(running, words), { ...labEnvironment({ TERM: 'xterm', ...env }) });
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
