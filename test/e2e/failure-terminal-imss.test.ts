import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { setStandIn, usualRoot } from './support/imss.js';
import { answersInstaller, atWizard, upToTheInstaller } from './support/imss-installer.js';
import { type ServerLab, useLabs } from './support/server-lab.js';
import { apply } from './support/sitting.js';
import { differences, type Snapshot, snapshot } from './support/snapshot.js';
import { keys, type Person } from './support/terminal.js';

const labs = useLabs();
const name = 'e2e-failure-terminal-imss';
let server: ServerLab;
let before: Snapshot;
let me: Person | undefined;

beforeAll(async () => {
  server = await labs.create(name, { scanner: 'imss' });
});

afterEach(async () => {
  await me?.leaves();
  me = undefined;
  await server.product('rollback', '--yes');
});

const how = 'How shall it go on?';

async function atInstaller(settings: Readonly<Record<string, string>>): Promise<Person> {
  await setStandIn(server, { 'fail-at': '', 'hang-at': '', 'start-service': 'no', ...settings });
  before = await snapshot(server);
  me = atWizard(name, labs.env);
  await upToTheInstaller(me);
  await me.chooses(...apply);
  return me;
}

describe('an installer that fails at the terminal', () => {
  test('shows what was written; retrying does not write over it, rolling the step back takes it away', async () => {
    const person = await atInstaller({ 'fail-at': 'queue' });
    await answersInstaller(person);
    await person.sees('gateway-setup is back.');
    await person.sees('The installer ended with status 1.');
    await person.sees(how);
    expect(person.text).toMatch(/The installer wrote:\n +\/opt\/trend \(\d+ files\)/);
    await person.chooses(how, 'Look at details');
    // What half there is cannot be told from somebody else's: tried again, nothing is written over it.
    await person.chooses(how, 'Retry');
    await person.sees(/roll that back:\s+gateway-setup rollback/);
    await person.chooses(how, 'Roll back this step');
    expect(await person.ends()).toBe(1);
    expect(differences(before, await snapshot(server))).toEqual([]);
  });

  test('stopped with Ctrl-C: the wizard lives, says so, and can take back what there is', async () => {
    const person = await atInstaller({ 'hang-at': 'queue' });
    await answersInstaller(person);
    await person.sees('hangs here until it is interrupted');
    person.press(keys.ctrlC);
    await person.sees('gateway-setup is back.');
    await person.sees(/The installer (was ended by the signal 2|ended with status)/);
    expect(await server.sh(`ls ${usualRoot}`)).toContain('config');
    await person.chooses(how, 'Roll back everything');
    expect(await person.ends()).toBe(1);
    expect(person.text).toContain('it is as it was before');
    expect(differences(before, await snapshot(server))).toEqual([]);
  });

  test('"leave it" leaves it, and tells how to take it back', async () => {
    const person = await atInstaller({ 'fail-at': 'queue' });
    await answersInstaller(person);
    await person.sees('The installer ended with status 1.');
    await person.chooses(how, 'Leave it');
    expect(await person.ends()).toBe(1);
    expect(person.text).toContain('gateway-setup rollback');
    const back = await server.product('rollback', '--yes');
    expect(back.code, back.all).toBe(0);
    expect(differences(before, await snapshot(server))).toEqual([]);
  });
});
