import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inLab, labMailboxPassword, labRecipient } from '../../src/lab/paths.js';
import { type Intruder, intrude } from './support/intruder.js';
import { sendLetter, storedLetter } from './support/mail.js';
import { expectCleanOutput, oneLine } from './support/output.js';
import type { Said } from './support/run.js';
import { type ServerLab, useLabs } from './support/server-lab.js';
import { differences, type Snapshot, snapshot } from './support/snapshot.js';

// What goes wrong on the way, in the one lab: after each the server must be as it was, so the next may use it.

const labs = useLabs();
let server: ServerLab;
let before: Snapshot;

beforeAll(async () => {
  server = await labs.create('e2e-failure');
});

beforeEach(async () => {
  before = await snapshot(server);
});

let intruder: Intruder | undefined;
afterEach(async () => {
  await intruder?.leave();
  intruder = undefined;
  // Where a test has failed half-way, the next one finds the server as it was all the same.
  await server.product('rollback', '--yes');
});

function expectTakenBack(result: Said): void {
  expect(result.code, result.all).toBe(1);
  expectCleanOutput(result);
  expect(oneLine(result.out)).toMatch(/Taken back on .*: it is as it was before\./);
}

async function expectMailAsBefore(subject: string): Promise<void> {
  expect(differences(before, await snapshot(server))).toEqual([]);
  await sendLetter(server, { from: 'a@example.org', to: labRecipient, subject });
  expect(await storedLetter(server, labRecipient, subject)).toBeDefined();
}

describe('a port is taken during the handover', () => {
  test('port 25, before the scanner has it: named, and everything is put back', async () => {
    intruder = await intrude(server, {
      name: 'master',
      port: 25,
      when: '!listening(25)',
      until: "/nod32smtp.*(EADDRINUSE|in use|taken)/.test(log('/var/log/nod32.log'))",
    });
    const result = await server.setup();
    expectTakenBack(result);
    expect(result.out).toMatch(/Failed: .*Restart the scanner/s);
    expect(result.out).toContain('nod32smtp does not run');
    await intruder.leave();
    intruder = undefined;
    await expectMailAsBefore('after a taken port 25');
  });

  test('port 2525, before AXIGEN has it: found by looking again, and everything is put back', async () => {
    intruder = await intrude(server, { name: 'squatter', port: 2525, when: '!listening(25)' });
    const result = await server.setup();
    expectTakenBack(result);
    expect(result.out).toMatch(/Failed: .*Move AXIGEN's SMTP listener/s);
    await intruder.leave();
    intruder = undefined;
    await expectMailAsBefore('after a taken port 2525');
  });
});

describe('the message does not arrive', () => {
  // POP3 looks into another mailbox than the one to which the message goes.
  const elsewhere = ['--mailbox-user', 'postmaster@example.test', '--delivery-timeout', '3'];

  test('the wait is bounded, says so, and everything is put back', async () => {
    const result = await server.setup({ flags: elsewhere });
    expectTakenBack(result);
    expect(result.out).toContain('Failed: Send a mail through');
    expect(result.out).toMatch(/accepted on port 25, but not in the mailbox\s+within 3 s/);
    expect(result.out).toContain('everything is taken back (on-failure = rollback)');
    await expectMailAsBefore('after a lost message');
  });

  test('--on-failure leave leaves it, says so, and rollback takes it back', async () => {
    const result = await server.setup({ flags: [...elsewhere, '--on-failure', 'leave'] });
    expect(result.code, result.all).toBe(1);
    expectCleanOutput(result);
    expect(result.out).toContain('it is left as it is (on-failure = leave)');
    expect(oneLine(result.out)).toMatch(
      /Left as it is on .*: 9 changes, \d restarts\. Not everything is as it should be\./,
    );
    expect(result.out).toContain('gateway-setup rollback');
    expect((await snapshot(server)).listening).toContain('0.0.0.0:25 nod32smtp');
    const back = await server.product('rollback', '--yes');
    expect(back.code, back.all).toBe(0);
    await expectMailAsBefore('after it was left');
  });
});

describe('the package cannot be installed', () => {
  const folder = '/opt/eset';

  test('its folder cannot be written: the reason is told, and the licence is gone again', async () => {
    await server.sh(`mkdir ${folder}; mount -t tmpfs -o ro tmpfs ${folder}`);
    before = await snapshot(server);
    try {
      const result = await server.setup();
      expectTakenBack(result);
      expect(result.out).toMatch(/Failed: Install the scanner/);
      expect(result.out).toMatch(/rpm could not install \S+\.rpm: \S/);
      await expectMailAsBefore('after a package that would not install');
    } finally {
      await server.sh(`umount ${folder}; rmdir ${folder}`);
    }
  });
});

describe('the disk under the journal fills up on the way', () => {
  const folder = '/var/lib/gateway-setup';
  test.each([8, 120, 240, 330, 420])(
    'with room for %i KiB: nothing is lost, nothing is left',
    async (size) => {
      await server.sh(
        `rm -rf ${folder}; mkdir ${folder}; mount -t tmpfs -o size=${size}k,mode=755 tmpfs ${folder}`,
      );
      try {
        const result = await server.setup();
        expect(result.code, result.all).toBe(1);
        expectCleanOutput(result);
        expect(result.all).toMatch(/No space left on device|could not be written|could not be armed/);
        await expectMailAsBefore(`after a disk of ${size} KiB`);
      } finally {
        await server.sh(`umount ${folder}`);
      }
    },
  );
});

describe('the wizard is cut off during the handover', () => {
  test('the server puts itself back, what was done before the handover stands, and it can be resumed', async () => {
    // Killed without a word as soon as AXIGEN has let go of port 25, with nobody left to confirm.
    const hold = await intrude(server, {
      name: 'power-cut',
      port: 2599,
      when: '!listening(25)',
      until: "(process.kill(Number(read('/root/wizard').trim()), 'SIGKILL'), true)",
    });
    const result = await server.exec(
      [
        '/bin/sh',
        '-c',
        `echo $$ > /root/wizard; exec gateway-setup setup --yes --answers ${inLab.answers} --confirm-timeout 15`,
      ],
      '',
      { GATEWAY_SETUP_MAILBOX_PASSWORD: labMailboxPassword },
    );
    await hold.leave();
    await server.sh('rm /root/wizard');
    expect(result.code, result.all).toBe(137);
    await server.sh(
      'until grep -q \'"event":"undo-end"\' /var/lib/gateway-setup/runs/*/journal.jsonl; do sleep 0.2; done',
    );
    await sendLetter(server, { from: 'a@example.org', to: labRecipient, subject: 'nobody is there' });
    expect(await storedLetter(server, labRecipient, 'nobody is there')).not.toContain('X-Virus-Scanner');
    const now = await snapshot(server);
    expect(now.listening).toEqual([...before.listening, '127.0.0.1:2526 nod32smtp'].sort());
    for (const path of ['/var/opt/axigen/run/axigen.cfg', '/var/opt/axigen/filters/smtpFilters.script'])
      expect(now.files[path]?.contents).toBe(before.files[path]?.contents);

    const list = await server.product('rollback', '--list');
    expect(list.out).toMatch(/-nod32 {2}cut short, started .*, 3 steps$/m);
    for (const words of [['verify'], ['plan', '--yes', '--answers', inLab.answers]]) {
      const told = await server.product(...words);
      expect(oneLine(told.out), words[0]).toContain(
        'was not confirmed, and the server took it back by itself at 20',
      );
    }
    // The answers are those of that run; a password is in none of its files.
    const resumed = await server.exec(['gateway-setup', 'setup', '--yes', '--resume'], '', {
      GATEWAY_SETUP_MAILBOX_PASSWORD: labMailboxPassword,
    });
    expect(resumed.code, resumed.all).toBe(0);
    expect(resumed.out).toMatch(/Undo deadline: +15 seconds/);
    expect(oneLine(resumed.out)).toMatch(
      /The handover of the run \S+-nod32 was not confirmed, and the server took it back by itself at 20\S+ \S+ UTC\./,
    );
    expect((await snapshot(server)).listening).toContain('0.0.0.0:25 nod32smtp');
    const none = await server.product('setup', '--yes', '--resume');
    expect(none).toMatchObject({ code: 1, err: expect.stringMatching(/no unfinished run/) });

    for (const run of ['the resumed one', 'the one that was cut short']) {
      const back = await server.product('rollback', '--yes');
      expect(back.code, `${run}: ${back.all}`).toBe(0);
    }
    await expectMailAsBefore('after a power cut');
  });
});
