import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { labRecipient } from '../../src/lab/paths.js';
import { sendLetter, storedLetter } from './support/mail.js';
import { expectCleanOutput, oneLine } from './support/output.js';
import type { Said } from './support/run.js';
import { type ServerLab, useLabs } from './support/server-lab.js';
import { changedPaths, type Snapshot, snapshot } from './support/snapshot.js';

const labs = useLabs();
const nod32Cfg = '/etc/opt/eset/nod32/nod32.cfg';

describe('an administrator has edited nod32.cfg since', () => {
  let server: ServerLab;
  let before: Snapshot;
  let after: Snapshot;
  let journal: string;
  let result: Said;
  const evidence = () =>
    server.sh(
      'cd /var/lib/gateway-setup/runs; find . -type f ! -name journal.jsonl ! -name transcript.log | sort | xargs cksum',
    );

  beforeAll(async () => {
    server = await labs.create('e2e-edited');
    before = await snapshot(server);
    await server.setsUp();
    // A key that the run has set, and one that it has not.
    await server.sh(`sed -i 's/^num_thr = 10$/num_thr = 7/' ${nod32Cfg} && echo '# mine' >> ${nod32Cfg}`);
    after = await snapshot(server);
    journal = await evidence();
    result = await server.product('rollback', '--yes');
  });

  afterEach(() => expectCleanOutput(result));

  test('the three values are shown, the flag is named, and nobody is told that all was taken back', () => {
    expect(result.code).toBe(1);
    expect(result.out).toContain(`[global] num_thr in ${nod32Cfg}: changed by this run`);
    expect(result.out).toMatch(/before this run +2 \(commented out\)\n +as it left it +10\n +now +7\n/);
    expect(oneLine(result.out)).toContain(
      `${nod32Cfg} goes with the package nod32lms, which is removed. A copy`,
    );
    expect(result.err).toContain('--edited keep');
    expect(result.err).toContain('Nothing was taken back.');
    expect(result.out).not.toMatch(/^ *Taken back\.$/m);
  });

  test('undo.sh alone refuses that file by name', async () => {
    const said = await server.exec(['/bin/sh', '-c', 'sh /var/lib/gateway-setup/runs/*/undo.sh']);
    expect(said.code).toBe(1);
    expect(said.out).toContain(`${nod32Cfg}: edited by somebody since, so it is not overwritten.`);
    expect(said.out).toContain('Nothing was taken back, and no service was stopped.');
  });

  test('nothing is deleted: the edit, the evidence, and what earlier steps did', async () => {
    const now = await snapshot(server);
    expect(changedPaths(after, now)).toEqual([]);
    expect(now.packages).toEqual(after.packages);
    const left = await evidence();
    for (const line of journal.trim().split('\n')) expect(left).toContain(line);
  });

  test('mail still flows, scanned', async () => {
    expect((await snapshot(server)).listening).toEqual(after.listening);
    await sendLetter(server, { from: 'a@example.org', to: labRecipient, subject: 'after a refusal' });
    expect(await storedLetter(server, labRecipient, 'after a refusal')).toContain('X-Virus-Scanner: ');
  });

  test('the list says that the run still stands', async () => {
    const list = await server.product('rollback', '--list');
    expect(list.code).toBe(0);
    expect(list.out).toMatch(/-nod32 {2}finished, started .*, 9 steps$/m);
  });

  test('with the handover alone taken back, theirs stays and ours goes; then all of it can go', async () => {
    const to = ['rollback', '--yes', '--to', 'move-axigen-listener', '--edited'];
    const half = await server.product(...to, 'keep');
    expect(half.code, half.all).toBe(0);
    expectCleanOutput(half);
    expect(half.out).toContain(`${nod32Cfg} is as it was decided`);
    const text = await server.sh(`cat ${nod32Cfg}`);
    expect(text).toContain('num_thr = 7\n');
    expect(text).toMatch(/# mine\n$/);
    expect(text).not.toContain('0.0.0.0');
    expect(half.out).not.toContain('goes with the package');
    const again = await server.product('rollback', '--yes');
    expect(again.code, again.all).toBe(0);
    expect((await snapshot(server)).listening).toEqual(before.listening);
  });

  test('with all of it, the file goes with its package, which is said, and a copy stays', async () => {
    await server.setsUp();
    await server.sh(`echo '# mine again' >> ${nod32Cfg}`);
    const back = await server.product('rollback', '--yes', '--edited', 'keep');
    expect(back.code, back.all).toBe(0);
    expectCleanOutput(back);
    expect(oneLine(back.out)).toContain(`${nod32Cfg} goes with the package nod32lms`);
    expect(back.out).not.toContain('So this will be written');
    expect(back.out).toContain(`+ ok      ${nod32Cfg} is gone with what it came with`);
    const copies = await server.sh(
      'grep -l "# mine again" /var/lib/gateway-setup/runs/*/files/*.found-since',
    );
    expect(copies.trim().split('\n')).toHaveLength(1);
  });
});
