import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { inLab, labAxigenPassword, labMailboxPassword } from '../../src/lab/paths.js';
import { audit, openFindings } from './support/audit.js';
import { atCommandLine, saveConfig } from './support/axigen-dialogue.js';
import { agreesUntil, clicksThrough, upToTheClicks } from './support/guided.js';
import { expectCleanOutput, oneLine } from './support/output.js';
import { type ServerLab, useLabs } from './support/server-lab.js';
import { differences, type Snapshot, snapshot, touched } from './support/snapshot.js';
import { keys, type Person } from './support/terminal.js';

const labs = useLabs();
const cfg = '/var/opt/axigen/run/axigen.cfg';
const journal = '/var/lib/gateway-setup/runs/*/journal.jsonl';

describe('through AXIGEN\u2019s command line', () => {
  let server: ServerLab;
  let before: Snapshot;
  beforeAll(async () => {
    server = await labs.create('e2e-cli');
    before = await snapshot(server);
  });

  test('the password is wrong: nothing is changed, and why is said', async () => {
    const result = await server.setup({ flags: ['--axigen-driver', 'cli'], axigenPassword: 'wrong' });
    expect(result.code, result.all).toBe(1);
    expect(oneLine(result.err)).toContain('AXIGEN-CLI: wanted');
    expect(oneLine(result.err)).toContain('did not accept the password of admin');
    expect(oneLine(result.err)).toContain('leave out --axigen-driver cli');
    expect(result.all.replaceAll(/is wrong/g, '')).not.toContain('wrong');
    expect(differences(before, await snapshot(server))).toEqual([]);
  });

  test('no password is given: nothing is changed, and the flag is named', async () => {
    const result = await server.setup({ flags: ['--axigen-driver', 'cli'], axigenPassword: undefined });
    expect(result.code, result.all).toBe(4);
    expect(oneLine(result.err)).toContain('--axigen-password-file (key axigen-password');
    expect(differences(before, await snapshot(server))).toEqual([]);
  });

  test('chosen by itself where a password is given; AXIGEN writes its file, and it is undone to the byte', async () => {
    const result = await server.setup({ axigenPassword: labAxigenPassword });
    expect(result.code, result.all).toBe(0);
    expectCleanOutput(result);
    expect(oneLine(result.out)).toContain('AXIGEN is configured through its command line: it answers');
    expect(result.out).not.toContain(labAxigenPassword);
    expect(await server.sh(`cat ${cfg}`)).not.toContain('#');
    expect(await server.sh(`cat ${journal}`)).toMatch(/"event":"driver","driver":"cli"/);
    await server.sh(`! grep -rF ${labAxigenPassword} /var/lib/gateway-setup`);

    const standing = await snapshot(server);
    const again = await server.setup({ axigenPassword: labAxigenPassword });
    expect(oneLine(again.out)).toContain('0 changes, 0 restarts');
    expect(touched(standing, await snapshot(server))).toEqual([]);

    const back = await server.product('rollback', '--yes');
    expect(back.code, back.all).toBe(0);
    expect(differences(before, await snapshot(server))).toEqual([]);
  });
});

describe('the wizard is cut off while AXIGEN is changed through its command line', () => {
  const state = '/var/lib/gateway-setup';
  test.each([
    ['an undo stays armed, and takes back what AXIGEN had committed', 'e2e-cli-cut', ':'],
    ['it does so on a full disk, too', 'e2e-cli-full', `cat /dev/zero > ${state}/full 2> /dev/null || :`],
  ])('%s', async (_case, name, fill) => {
    const server = await labs.create(name);
    await server.sh(`mkdir -p ${state}; mount -t tmpfs -o size=600k,mode=755 tmpfs ${state}`);
    try {
      await cutOffAndTakenBack(server, fill);
    } finally {
      await server.sh(`umount -l ${state}`);
    }
  });

  async function cutOffAndTakenBack(server: ServerLab, fill: string): Promise<void> {
    // Slow enough to be met in the middle.
    await server.sh(`printf '[cli]\\nreply-delay = 150\\n' >> /opt/axigen/share/stand-in.ini
/etc/init.d/axigen restart > /dev/null`);
    const before = await snapshot(server);
    const setup = `echo $$ > /root/wizard; exec gateway-setup setup --yes --answers ${inLab.answers} --axigen-driver cli`;
    const secrets = {
      GATEWAY_SETUP_MAILBOX_PASSWORD: labMailboxPassword,
      GATEWAY_SETUP_AXIGEN_PASSWORD: labAxigenPassword,
    };
    const [result] = await Promise.all([
      server.exec(['/bin/sh', '-c', setup], '', secrets),
      server.sh(`
until grep '"event":"intent"' ${journal} 2> /dev/null | grep -q '"step":"move-axigen-listener"'; do sleep 0.05; done
until ! netstat -ltn | grep -q ':25 '; do sleep 0.05; done
kill -9 "$(cat /root/wizard)"; rm /root/wizard`),
    ]);
    expect(result.code, result.all).toBe(137);
    expect(await server.sh('ls /var/lib/gateway-setup/runs/*/armed')).toMatch(/armed/);
    const refused = await server.setup();
    expect(oneLine(refused.err)).toMatch(/about to put it back by itself/);

    await server.sh(fill);
    const undone = await server.sh(`sh ${state}/runs/*/undo.sh`);
    expect(undone).toMatch(/^Taken back\.$/m);
    const now = await snapshot(server);
    expect(differences(before, now)).toEqual([]);
    expect(now.listening).toContain('0.0.0.0:25 axigen');
  }
});

describe('by hand, in WebAdmin, with an AXIGEN of the later generation', () => {
  test('the listener and the limits of the service; the policy script is edited as a file', async () => {
    const name = 'e2e-guided-10';
    const server = await labs.create(name, { axigen: '10' });
    await server.sh(`echo ${labMailboxPassword} > /root/pw`);
    const before = await snapshot(server);
    const me = await upToTheClicks(name, labs.env);
    try {
      await me.sees(/By hand, 1 of \d+/);
      const total = Number(/By hand, 1 of (\d+)/.exec(me.text)?.[1]);
      await clicksThrough(me, total - 1, total);
      await atCommandLine(server, [
        ...['USER admin', labAxigenPassword, 'CONFIG SERVER', 'CONFIG SMTP-INCOMING'],
        'UPDATE Listener address 0.0.0.0:25',
        'SET address 127.0.0.1:2525 maxIntervalConnections 0 peerMaxConnections 200 peerMaxIntervalConnections 0',
        ...['COMMIT', 'CONFIG AccessControl'],
        'SET peerMaxConnections 200 peerMaxIntervalConnections 0',
        ...['DONE', 'COMMIT', 'COMMIT', 'SAVE CONFIG'],
      ]);
      await me.chooses('Done?', 'Done');
      await agreesUntil(me, /Done on .*: \d+ changes/);
      expect(await me.ends()).toBe(0);
    } finally {
      await me.leaves();
    }
    const audited = await audit(server);
    expect(openFindings(audited), audited.said.all).toEqual([]);
    const back = await server.product('rollback', '--yes');
    expect(back.code, back.all).toBe(0);
    expect(differences(before, await snapshot(server))).toEqual([]);
  });
});

describe('by hand, in WebAdmin', () => {
  const name = 'e2e-guided';
  let server: ServerLab;
  let before: Snapshot;
  let person: Person | undefined;
  beforeAll(async () => {
    server = await labs.create(name);
    await server.sh(`echo ${labMailboxPassword} > /root/pw`);
    before = await snapshot(server);
  });
  afterEach(async () => {
    await person?.leaves();
    person = undefined;
  });

  test('with nobody there: exit 4, and nothing is changed', async () => {
    const result = await server.setup({ flags: ['--axigen-driver', 'guided'] });
    expect(result.code, result.all).toBe(4);
    expect(oneLine(result.err)).toContain('Nobody is there to do this by hand');
    expect(differences(before, await snapshot(server))).toEqual([]);
  });

  test('each click is shown, what was not done is found, and the rest follows', async () => {
    const me = await upToTheClicks(name, labs.env);
    person = me;
    await clicksThrough(me, 8, 8);
    // Nothing was clicked yet.
    await me.sees('It is not yet as wanted');
    await me.sees('there is no client with priority = 501');
    await atCommandLine(server, [
      'USER admin',
      labAxigenPassword,
      'CONFIG SERVER',
      'CONFIG SMTP-INCOMING',
      'ADD Client 501',
      'SET patternIn * patternOut * allowStartTLS no allowBinaryData no',
      ...['COMMIT', 'COMMIT', 'COMMIT'],
      ...saveConfig,
    ]);
    await me.chooses('What shall be done?', 'Look again');

    await clicksThrough(me, 7, 8);
    await atCommandLine(server, [
      'USER admin',
      labAxigenPassword,
      'CONFIG SERVER',
      'CONFIG SMTP-INCOMING',
      'UPDATE Listener address 0.0.0.0:25',
      'SET address 127.0.0.1:2525 maxIntervalConnections 0 peerMaxConnections 200 peerMaxIntervalConnections 0',
      ...['COMMIT', 'COMMIT', 'COMMIT'],
      ...saveConfig,
    ]);
    await me.chooses('Done?', 'Done');
    await me.sees(/Port 25 gave no AXIGEN banner for/);
    await agreesUntil(me, /Done on .*: \d+ changes/);
    expect(await me.ends()).toBe(0);
    expect(me.text).toContain('Edit the listener 0.0.0.0:25.');
    expect(me.text).toContain('peerMaxIntervalConnections = 0');
    expect(me.text).not.toContain('(not carried out)');
    const now = await snapshot(server);
    expect(now.listening).toContain('0.0.0.0:25 nod32smtp');
    expect(now.listening).toContain('127.0.0.1:2525 axigen');

    const back = await server.product('rollback', '--yes');
    expect(back.code, back.all).toBe(0);
    expect(differences(before, await snapshot(server))).toEqual([]);
  });

  test.each([
    ['Stop', (me: Person) => me.chooses('Done?', 'Stop'), 1],
    ['Ctrl-C', async (me: Person) => me.press(keys.ctrlC), 130],
  ] as const)('%s in the middle: the handover is taken back', async (_key, leave, code) => {
    const me = await upToTheClicks(name, labs.env);
    person = me;
    await clicksThrough(me, 2, 8);
    await me.sees('By hand, 3 of 8');
    await me.sees('Done?');
    await leave(me);
    if (code === 1) {
      await me.sees('You stopped before it was done');
      await me.chooses('How shall it go on?', 'Roll back everything');
    }
    expect(await me.ends()).toBe(code);
    const back = code === 1 ? undefined : await server.product('rollback', '--yes');
    expect(back?.code ?? 0, back?.all).toBe(0);
    expect(differences(before, await snapshot(server))).toEqual([]);
  });
});
