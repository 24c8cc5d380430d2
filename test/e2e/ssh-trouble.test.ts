import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { labMailboxPassword, labRecipient } from '../../src/lab/paths.js';
import type { Relay } from '../support/ssh/relay.js';
import { sendLetter, storedLetter } from './support/mail.js';
import { expectCleanOutput, oneLine } from './support/output.js';
import { program, type Running, start } from './support/run.js';
import { type ServerLab, useLabs } from './support/server-lab.js';
import { differences, type Snapshot, snapshot, touched } from './support/snapshot.js';
import { type SshDoor, sshDoor } from './support/ssh-door.js';
import { Person } from './support/terminal.js';

// The line to the server breaks, at every point of a run: what the operator reads, and what becomes of the server.

const labs = useLabs();
const state = '/var/lib/gateway-setup';
let server: ServerLab;
let before: Snapshot;
let answers = '';

beforeAll(async () => {
  server = await labs.create('e2e-cut');
  answers = await server.sh('cat /root/answers.ini');
  before = await snapshot(server);
});

/** Somebody at another machine, with a cable of their own to the server. */
interface Remote {
  readonly door: SshDoor;
  readonly home: string;
  start(words: readonly string[]): Running;
  setup(...flags: readonly string[]): Running;
  /** A shell with job control, in which `setup` is to be typed. */
  shell(): { readonly person: Person; readonly setup: string };
}

const remotes: Remote[] = [];

async function remote(onCarried: (relay: Relay) => void = () => {}): Promise<Remote> {
  const door = await sshDoor(server, { onCarried });
  const home = door.ssh.home(door.lines);
  writeFileSync(join(home, 'answers.ini'), answers);
  const env = { ...labs.env, HOME: home, GATEWAY_SETUP_MAILBOX_PASSWORD: labMailboxPassword };
  const command = (words: readonly string[]) => [
    process.execPath,
    program,
    ...words,
    '--host',
    door.ssh.host,
  ];
  const product = (words: readonly string[]) => start(command(words), { env });
  const setUp = ['setup', '--yes', '--answers', join(home, 'answers.ini')];
  const one: Remote = {
    door,
    home,
    start: product,
    setup: (...flags) => product([...setUp, ...flags]),
    shell: () => ({
      person: new Person(['bash', '--norc', '-i'], env),
      setup: command(setUp).join(' '),
    }),
  };
  remotes.push(one);
  return one;
}

afterEach(async () => {
  for (const { door, home } of remotes.splice(0)) {
    await door.end();
    rmSync(home, { recursive: true, force: true });
  }
  // Where a test has failed half-way, the next one finds the server as it was all the same.
  await server.product('rollback', '--yes');
  await server.sh(`rm -rf ${state}`);
});

/** Resolves when AXIGEN's configuration is being changed. */
const handover = () =>
  server.sh(`until grep -q '"change":6' ${state}/runs/*/journal.jsonl 2>/dev/null; do sleep 0.02; done`);

const takenBack = () =>
  server.sh(`until grep -q '"event":"undo-end"' ${state}/runs/*/journal.jsonl; do sleep 0.1; done`);

/** Nobody holds the lock any more: its process goes when its line is seen to be gone. */
const free = () => server.sh(`while [ -e ${state}/lock ]; do sleep 0.1; done`);

async function rollsBack({ start }: Remote): Promise<void> {
  const { code, all } = await start(['rollback', '--yes']).said;
  expect(code, all).toBe(0);
}

async function expectAsBefore(): Promise<void> {
  expect(differences(before, await snapshot(server))).toEqual([]);
}

/** A letter reaches its mailbox, and no scanner has seen it. */
async function expectOldWay(subject: string): Promise<void> {
  await sendLetter(server, { from: 'a@example.org', to: labRecipient, subject });
  const letter = await storedLetter(server, labRecipient, subject);
  expect(letter).toContain('Received:');
  expect(letter).not.toContain('X-Virus-Scanner');
}

const reasons = {
  cut: /The line to lab-e2e-cut:\d+ is lost: (the connection was cut|the server ended the connection)\./,
  freeze: /The line to lab-e2e-cut:\d+ is lost: nothing has come from the server for 10 seconds\./,
} as const;

describe.each(['cut', 'freeze'] as const)('before anything is changed: %s', (how) => {
  test('in the middle of the survey, and of an upload', async () => {
    const earlier = await snapshot(server);
    const surveying = await remote((relay) => {
      if (relay.carried.down > 12_000) relay[how]();
    });
    const uploading = await remote((relay) => {
      if (relay.carried.up > 1_000_000) relay[how]();
    });
    const file = join(uploading.home, 'scanner.rpm');
    writeFileSync(file, randomBytes(3_000_000));
    const [survey, upload] = await Promise.all([
      surveying.start(['audit', '--format', 'json']).said,
      uploading.setup('--package', file).said,
    ]);
    for (const result of [survey, upload]) {
      expect(result.code, result.all).toBe(3);
      expectCleanOutput(result);
      expect(oneLine(result.err)).toMatch(reasons[how]);
    }
    expect(survey.out).toBe('');
    expect(oneLine(upload.all)).toMatch(/still lies on \S+, where only root can read it: \/var\/lib\/\S+/);
    expect(touched(earlier, await snapshot(server))).toEqual([]);
    const readable = await server.sh(`find ${state} -perm /077`);
    expect(readable).toBe('');

    // The same once more, over a line that holds: nothing of both is left.
    const again = await remote();
    const refused = await again.setup('--package', file).said;
    expect(refused.code, refused.all).toBe(4);
    expect(refused.err).toContain('is not a package');
    expect(await server.sh(`find ${state} -type f; ls ${state}`)).toBe('');
  });
});

describe('in the handover', () => {
  test('cut: how things stand is told, the server puts itself back, rollback restores the rest', async () => {
    const one = await remote();
    const running = one.setup('--confirm-timeout', '10');
    await handover();
    one.door.relay.cut();
    const result = await running.said;
    expect(result.code, result.all).toBe(1);
    expectCleanOutput(result);
    const told = oneLine(result.err);
    expect(told).toMatch(reasons.cut);
    expect(told).toMatch(
      /The server was reached again\. Its journal of the run \S+ says that these steps stand:/,
    );
    expect(told).toMatch(/What had begun is still being carried out there\.|waits to be confirmed/);
    expect(told).toMatch(/To go on: gateway-setup .*--resume/);
    expect(told).toMatch(/To take it back: gateway-setup rollback .*--host lab-e2e-cut/);
    await takenBack();
    await free();
    await rollsBack(one);
    await expectAsBefore();
  });

  test('frozen: what is armed is told, and another line takes it back at once', async () => {
    const one = await remote();
    const running = one.setup('--confirm-timeout', '60');
    await handover();
    one.door.relay.freeze();
    await vi.waitFor(() => expect(one.door.relay.hungUp).toBe(1), { timeout: 30_000, interval: 50 });
    one.door.relay.refuse();
    const result = await running.said;
    expect(result.code, result.all).toBe(1);
    expectCleanOutput(result);
    const told = oneLine(result.err);
    expect(told).toMatch(reasons.freeze);
    expect(told).toContain('It could not be reached again, so how things stand there is not known here.');
    expect(told).toContain('the server takes it back by itself within 60 seconds of its last change');
    // The server still believes in the old line, and so in its lock.
    expect((await server.sh(`ls ${state}`)).split('\n')).toContain('lock');
    await rollsBack(await remote());
    await one.door.end();
    await expectAsBefore();
  });

  test('killed: the server puts itself back, and it can be resumed', async () => {
    const one = await remote();
    const running = one.setup('--confirm-timeout', '10');
    await handover();
    running.kill('SIGKILL');
    expect((await running.said).code).toBe(137);
    await takenBack();
    await expectOldWay('after it was killed');
    await free();
    const resumed = await one.start(['setup', '--yes', '--resume']).said;
    expect(resumed.code, resumed.all).toBe(0);
    expect((await snapshot(server)).listening).toContain('0.0.0.0:25 nod32smtp');
    for (const _run of ['the resumed one', 'the one that was killed']) await rollsBack(one);
    await expectAsBefore();
  });

  test('asleep past the deadline: who wakes up is told that the server has put itself back', async () => {
    const one = await remote();
    const running = one.setup('--confirm-timeout', '10');
    await handover();
    // The laptop is closed: neither the program goes on nor the line.
    running.kill('SIGSTOP');
    one.door.relay.freeze();
    await takenBack();
    await expectOldWay('while it sleeps');
    // Opened again: the old connection is dead, a new one can be made.
    one.door.relay.thaw();
    one.door.relay.cut();
    running.kill('SIGCONT');
    const result = await running.said;
    expect(result.code, result.all).toBe(1);
    expectCleanOutput(result);
    expect(oneLine(result.err)).toMatch(
      /The server was reached again\. .* The handover was not confirmed in time, and the server has taken it back by itself\./,
    );
    expect(result.all).not.toMatch(/^Done on /m);
    await free();
    const list = await one.start(['rollback', '--list']).said;
    expect(oneLine(list.out)).toContain('was not confirmed, and the server took it back by itself at 20');
    await rollsBack(one);
    await expectAsBefore();
  });

  test('Ctrl-Z, and after a while fg: it goes on from there, and is verified', async () => {
    const one = await remote();
    const { person, setup } = one.shell();
    await person.answers(/bash-\S+[#$] $/, setup);
    await handover();
    person.press('\u001a');
    await person.answers(/Stopped[\s\S]*bash-\S+[#$] $/, 'fg');
    await person.sees(/Done on \S*lab-e2e-cut\S*[\s\S]*bash-\S+[#$] $/);
    // The shell ends with the status of the last command: that of setup.
    person.press('exit\r');
    expect(await person.ends()).toBe(0);
    expect((await snapshot(server)).listening).toContain('0.0.0.0:25 nod32smtp');
    expect(await server.sh(`ls ${state}/runs/*/armed 2> /dev/null || :`)).toBe('');
    await rollsBack(one);
    await expectAsBefore();
  });

  test('ended by a signal, and again: it is taken back before the command ends, and so is the rest', async () => {
    const one = await remote();
    const running = one.setup();
    await handover();
    running.kill('SIGTERM');
    running.kill('SIGHUP');
    const result = await running.said;
    expect([143, 129], result.all).toContain(result.code);
    expectCleanOutput(result);
    const told = oneLine(result.all);
    expect(told).toContain('Stopping. What is in flight on the server is finished first.');
    expect(told).toContain('Still finishing what is in flight on the server; this is not cut short.');
    expect(told).toContain('taken back now');
    expect(told).toMatch(/gateway-setup --host \S+ --resume/);
    expect(told).toMatch(/gateway-setup rollback --host \S+/);
    expect((await snapshot(server)).listening).toContain('0.0.0.0:25 axigen');
    // In the midst of a rollback there is nothing left to be stopped: it comes to its end.
    const back = one.start(['rollback', '--yes']);
    await server.sh(`until [ -e ${state}/runs/*/undoing ]; do sleep 0.02; done`);
    back.kill('SIGINT');
    const undone = await back.said;
    expect(undone.code, undone.all).toBe(0);
    expect(undone.all).toContain('Stopping. What is in flight on the server is finished first.');
    await expectAsBefore();
  });
});

test('interrupted while the server does not answer', async () => {
  // Not at the first piece: that may be the client's, and then the server never says a word.
  const one = await remote((relay) => {
    if (relay.carried.down > 0) relay.freeze();
  });
  const running = one.start(['audit']);
  await vi.waitFor(() => expect(one.door.relay.carried.down).toBeGreaterThan(0), { timeout: 30_000 });
  running.kill('SIGINT');
  const result = await running.said;
  expect(result.code, result.all).toBe(130);
  expectCleanOutput(result);
});
