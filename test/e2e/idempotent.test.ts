import { beforeAll, describe, expect, test } from 'vitest';
import { expectCleanOutput, oneLine } from './support/output.js';
import type { Said } from './support/run.js';
import { type ServerLab, useLabs } from './support/server-lab.js';
import { differences, type Snapshot, snapshot, touched } from './support/snapshot.js';

const labs = useLabs();
let server: ServerLab;
let first: Said;
let again: Said;
let before: Snapshot;
let after: Snapshot;

const services = 'axigen nod32d nod32smtp';
const look = async () => ({
  pids: await server.sh(`for one in ${services}; do ps -C $one -o pid= -o comm=; done`),
  runs: await server.sh('ls -lR --full-time /var/lib/gateway-setup/runs'),
});
let beforehand: Awaited<ReturnType<typeof look>>;

beforeAll(async () => {
  server = await labs.create('e2e-again');
  first = await server.setup();
  before = await snapshot(server);
  beforehand = await look();
  again = await server.setup();
  after = await snapshot(server);
});

test('the first run changes the server', () => {
  expect(first.code, first.all).toBe(0);
  expect(first.out).toMatch(/Done on .*: 12 changes/);
  expect(beforehand.pids.trim().split('\n')).toHaveLength(3);
});

test('the second one ends well and says that there was nothing to do', () => {
  expect(again.code, again.all).toBe(0);
  expectCleanOutput(again);
  expect(oneLine(again.out)).toMatch(
    /Nothing to do on .*: everything is as it should be\. 0 changes, 0 restarts\./,
  );
});

test('no file is changed, not even written again', () => {
  expect(differences(before, after)).toEqual([]);
  expect(touched(before, after)).toEqual([]);
});

test('no service is restarted', async () => {
  expect((await look()).pids).toBe(beforehand.pids);
});

test('there is no second run in the journal, and the first is as it was', async () => {
  const { runs } = await look();
  expect(runs).toBe(beforehand.runs);
  expect(runs.match(/^\/var\/lib\/gateway-setup\/runs\/[^/]+:$/gm)).toHaveLength(1);
});

test('it was verified all the same: with a message, and with the question of a stranger', () => {
  expect(again.out).toMatch(/\+ ok +TEST-MAIL-HEADER {2}X-Virus-Scanner: /);
  expect(again.out).toMatch(/\+ ok +RELAY-PROBE {2}at rcpt: 550/);
  expect(again.out).toMatch(/\+ ok +SMTP-BANNER {2}220 /);
});

describe('tuned with nobody there', () => {
  const words = ['setup', '--yes', '--tune', '--max-connections', '300', '--scan-threads', '12'];

  test('only what was asked for is changed, with no other answer, and no message is sent', async () => {
    const tuned = await server.product(...words);
    expect(tuned.code, tuned.all).toBe(0);
    expectCleanOutput(tuned);
    expect(tuned.out).toMatch(/Done on .*: 4 changes, 3 restarts/);
    expect(tuned.out).not.toContain('TEST-MAIL-HEADER');
    const written = touched(after, await snapshot(server)).map((line) => line.split(':')[0]);
    expect([...new Set(written)].filter((path) => !path?.endsWith('.sock'))).toEqual([
      '/etc/opt/eset/nod32/nod32.cfg',
      '/var/opt/axigen/run/axigen.cfg',
    ]);
  });

  test('asked for again, nothing is left to do; taken back, it is as the first run left it', async () => {
    expect(oneLine((await server.product(...words)).out)).toMatch(
      /Nothing to do on .* 0 changes, 0 restarts/,
    );
    const back = await server.product('rollback', '--yes');
    expect(back.code, back.all).toBe(0);
    expect(differences(after, await snapshot(server))).toEqual([]);
  });
});
