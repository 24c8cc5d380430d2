import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { imssInstaller } from '../../src/lab/imss/install/media.js';
import { labMailboxPassword, labRecipient } from '../../src/lab/paths.js';
import { config, setStandIn, usualRoot } from './support/imss.js';
import { sendLetter, storedLetter } from './support/mail.js';
import { expectCleanOutput, oneLine } from './support/output.js';
import type { Said } from './support/run.js';
import { type ServerLab, useLabs } from './support/server-lab.js';
import { differences, type Snapshot, snapshot } from './support/snapshot.js';

// What goes wrong while nobody is there, in the one lab: after each the server must be as it was, so the next may use it.

const labs = useLabs();
let server: ServerLab;
let before: Snapshot;

const usual = { 'fail-at': '', 'hang-at': '', 'start-service': 'no', delay: '0', 'never-opens': 'no' };

beforeAll(async () => {
  server = await labs.create('e2e-failure-imss', { scanner: 'imss' });
});

beforeEach(async () => {
  await setStandIn(server, usual);
  before = await snapshot(server);
});

afterEach(async () => {
  // Where a test has failed half-way, the next one finds the server as it was all the same.
  await server.product('rollback', '--yes');
});

function expectTakenBack(result: Said): void {
  expect(result.code, result.all).toBe(1);
  expectCleanOutput(result);
  expect(oneLine(result.out)).toMatch(/Taken back on .*: it is as it was before\./);
}

async function expectMailAsBefore(subject: string, than: Snapshot = before): Promise<void> {
  expect(differences(than, await snapshot(server))).toEqual([]);
  await sendLetter(server, { from: 'a@example.org', to: labRecipient, subject });
  expect(await storedLetter(server, labRecipient, subject)).toBeDefined();
}

/** A program on the server that does more than the vendor's installer. @returns the command to give */
async function installerThat(name: string, script: string): Promise<string> {
  const file = `/root/${name}.sh`;
  await server.sh(`cat > ${file} <<'END'\n#!/bin/sh\n${script}\nEND\nchmod 755 ${file}`);
  before = await snapshot(server);
  return file;
}

/** The settings of the stand-in, as they are before it is tried. */
async function standIn(settings: Readonly<Record<string, string>>): Promise<void> {
  await setStandIn(server, settings);
  before = await snapshot(server);
}

describe('the installer fails half-way', () => {
  beforeEach(() => standIn({ 'fail-at': 'queue' }));

  test('its status and what it had written are told, and that is taken back', async () => {
    const result = await server.setup();
    expectTakenBack(result);
    expect(result.out).toContain('Failed: Install the scanner');
    expect(result.out).toContain('The installer ended with status 1.');
    expect(oneLine(result.out)).toMatch(/The installer wrote: \/opt\/trend \(\d+ files\)/);
    await expectMailAsBefore('after half an installation');
  });

  test('--on-failure leave leaves it, says so, and rollback takes it back', async () => {
    const result = await server.setup({ flags: ['--on-failure', 'leave'] });
    expect(result.code, result.all).toBe(1);
    expectCleanOutput(result);
    expect(result.out).toContain('it is left as it is (on-failure = leave)');
    expect(result.out).toContain('gateway-setup rollback');
    expect(await server.sh(`ls ${config()}`)).toContain('imss.ini');
    const back = await server.product('rollback', '--yes');
    expect(back.code, back.all).toBe(0);
    await expectMailAsBefore('after half an installation was left');
  });
});

describe('the installer comes to a good end, but', () => {
  test('has installed nothing: that is what counts', async () => {
    const installer = await installerThat('empty', 'exit 0');
    const result = await server.setup({ flags: ['--installer', installer] });
    expectTakenBack(result);
    expect(result.out).toContain('Failed: Install the scanner');
    expect(result.out).toMatch(/IMSS-INSTALLED: wanted .*; found not installed/);
    await expectMailAsBefore('after an empty installer');
  });

  test('its service does not start', async () => {
    const installer = await installerThat(
      'lame',
      `${imssInstaller} && chmod 644 ${usualRoot}/bin/imss-standin`,
    );
    const result = await server.setup({ flags: ['--installer', installer] });
    expectTakenBack(result);
    expect(result.out).toContain('Failed: Start the scanner');
    expect(oneLine(result.out)).toContain('IMSS does not start: its programs are not in');
    await expectMailAsBefore('after a service that does not start');
  });

  test('its service dies on port 25: AXIGEN has it again', async () => {
    const starter = `${usualRoot}/bin/start-imss-standin`;
    const dies = `grep -q "^proxy_port=25$" ${config()} && exit 1`;
    const installer = await installerThat(
      'mortal',
      `${imssInstaller} || exit; { echo '${dies}'; cat ${starter}; } > /tmp/starter; cat /tmp/starter > ${starter}; rm /tmp/starter`,
    );
    const result = await server.setup({ flags: ['--installer', installer] });
    expectTakenBack(result);
    expect(result.out).toMatch(/Failed: .*Restart the scanner/s);
    expect(oneLine(result.out)).toContain('S99ISIMSS restart ended with status 1');
    await expectMailAsBefore('after a service that died');
  });

  test('its service never opens its port: waited for to the limit, and then the likely causes', async () => {
    await standIn({ 'never-opens': 'yes' });
    // The limit of two minutes is counted in sleeps: here they are short ones.
    await server.sh(
      `printf '#!/bin/sh\\nexec /bin/sleep 0.01\\n' > /usr/local/sbin/sleep; chmod 755 /usr/local/sbin/sleep`,
    );
    before = await snapshot(server);
    const result = await server.setup();
    expectTakenBack(result);
    expect(result.out).toContain('Failed: Start the scanner');
    expect(oneLine(result.out)).toContain('nothing listens on port 10025 after 120 seconds');
    expect(oneLine(result.out)).toContain('Likely causes, in this order: (1)');
    await expectMailAsBefore('after a service that never opened its port');
    await server.sh('rm /usr/local/sbin/sleep');
  });
});

describe('the wizard is killed while the installer runs', () => {
  test('undo.sh by hand takes away what there is, and a second setup goes well', async () => {
    await standIn({ 'hang-at': 'share' });
    const env = { GATEWAY_SETUP_MAILBOX_PASSWORD: labMailboxPassword };
    const words = 'gateway-setup setup --yes --answers /root/answers.ini';
    const cut = server.exec(['/bin/sh', '-c', `echo $$ > /tmp/wizard; exec ${words}`], '', env);
    await server.sh(`
until test -d ${usualRoot}/queue; do sleep 0.2; done
kill -9 $(cat /tmp/wizard)`);
    expect((await cut).code).toBe(137);
    // The installer lives on without the wizard: somebody ends it.
    await server.sh(`
for process in $(ps -e -o pid= -o args= | grep '[i]nstall.sh$' | sed 's/^ *//; s/ .*//'); do kill $process || :; done
until test -s $(ls -d /var/lib/gateway-setup/runs/*-imss | tail -1)/files/001.wrote; do sleep 0.2; done; rm /tmp/wizard`);
    const undo = await server.exec([
      '/bin/sh',
      '-c',
      'sh $(ls -d /var/lib/gateway-setup/runs/*-imss | tail -1)/undo.sh',
    ]);
    expect(undo.code, undo.all).toBe(0);
    await expectMailAsBefore('after the wizard was killed');

    await standIn({ 'hang-at': '' });
    const again = await server.setup();
    expect(again.code, again.all).toBe(0);
    const back = await server.product('rollback', '--yes');
    expect(back.code, back.all).toBe(0);
    await expectMailAsBefore('after a second setup');
  });
});

describe('somebody has been at the server since', () => {
  test('what the installer changed was changed again: refused by name; mended, it goes', async () => {
    const installer = await installerThat(
      'busy',
      `mkdir /var/lib/other; date > /var/lib/other/file; ${imssInstaller}`,
    );
    const result = await server.setup({ flags: ['--installer', installer] });
    expect(result.code, result.all).toBe(0);
    await server.sh(`echo 'mine 7777/tcp' >> /etc/services; echo '# mine' >> ${config()}`);
    const ours = await snapshot(server);
    const refused = async (path: string) => {
      const said = await server.product('rollback', '--yes');
      expect(said.code, said.all).toBe(1);
      expectCleanOutput(said);
      expect(said.out).toContain(`${path}: edited by somebody since, so it is not overwritten.`);
      expect(said.out).toContain('Nothing was taken back, and no service was stopped.');
      expect(differences(ours, await snapshot(server))).toEqual([]);
      return oneLine(said.out);
    };
    expect(await refused('/etc/services')).toMatch(
      /left alone, perhaps made by somebody else: \/var\/lib\/other/,
    );
    const alone = await server.exec([
      '/bin/sh',
      '-c',
      'sh $(ls -d /var/lib/gateway-setup/runs/*-imss | tail -1)/undo.sh configure-scanner',
    ]);
    expect(alone.code, alone.all).toBe(1);
    expect(alone.out).toContain(`${config()}: edited by somebody since, so it is not overwritten.`);
    expect(differences(ours, await snapshot(server))).toEqual([]);
    await server.sh("sed '$d' /etc/services > /tmp/mended; cat /tmp/mended > /etc/services; rm /tmp/mended");
    const back = await server.product('rollback', '--yes');
    expect(back.code, back.all).toBe(0);
    expect(oneLine(back.out)).toMatch(
      /imss\.ini: edited since, and goes with what the installer wrote\. What was found is kept in \S+\.found/,
    );
    expect(await server.sh('ls /var/lib/other')).toBe('file\n');
    await server.sh('rm -r /var/lib/other');
    await expectMailAsBefore('after it was mended');
  });
});
