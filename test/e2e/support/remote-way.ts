import { beforeAll, expect, test } from 'vitest';
import { openFindings } from './audit.js';
import { oneLine } from './output.js';
import type { Remote } from './remote.js';
import type { Said } from './run.js';
import { differences, type Snapshot, snapshot, touched } from './snapshot.js';

/** What is told of a server that goes the full way. */
export interface Way {
  readonly changes: number;
  /** What is open on a server that was set up, with its verdict. */
  readonly open: readonly string[];
  /** How a setup and an audit of it end. Default: all is well. */
  readonly exitCodes?: readonly [setup: number, audit: number];
  /** Looks on at the first setup. */
  readonly first?: (said: Said) => void;
  /** How it is set up again, and how it is taken back. Default: as it was set up. */
  readonly again?: () => Promise<Said>;
  readonly back?: () => Promise<Said>;
}

export interface Seen {
  /** The server before everything. */
  before(): Snapshot;
  /** The server that was set up. */
  after(): Snapshot;
}

/** Setup, audit, a second setup and rollback over SSH, and what they leave on the server. */
export function goesTheFullWay(remoteOf: () => Remote, way: Way): Seen {
  const { changes, open, exitCodes = [0, 0], first: lookOn } = way;
  const { again = () => remote.setup(), back = () => remote.product('rollback', '--yes') } = way;
  let remote: Remote;
  let before: Snapshot;
  let after: Snapshot;
  let first: Said;
  beforeAll(async () => {
    remote = remoteOf();
    before = await snapshot(remote.server);
    first = await remote.setup();
    after = await snapshot(remote.server);
  });
  const state = () => remote.server.sh('cd /var/lib/gateway-setup; ls -A; ls runs');

  test('setup makes every change', () => {
    expect(first.code, first.all).toBe(exitCodes[0]);
    lookOn?.(first);
    const said = oneLine(first.all);
    expect(said).toMatch(new RegExp(`Done on \\S+: ${changes} changes, \\d restarts\\.`));
    expect(said).toContain('The test message arrived with');
    expect(said).toContain('gateway-setup rollback --host ');
  });

  test('on the server the journal is left alone, which is root\u2019s, and without a password', async () => {
    expect(await state()).toMatch(/^runs\n\S+Z-(nod32|imss)\n$/);
    const { server } = remote;
    const run = '/var/lib/gateway-setup/runs/*';
    // Below it lie copies of files with the owners that those have.
    const own = `/var/lib/gateway-setup ${run} ${run}/undo.sh ${run}/files`;
    expect(new Set((await server.sh(`stat -c '%U:%G %a' ${own}`)).trim().split('\n'))).toEqual(
      new Set(['root:root 700']),
    );
    const events = (await server.sh(`cat ${run}/journal.jsonl`)).trim().split('\n');
    expect(JSON.parse(events.at(-1) ?? '')).toMatchObject({ event: 'finished', outcome: 'done' });
    const secrets = 'lab-password\\|lab-admin\\|lab-root\\|lab-operator';
    expect(await server.sh(`grep -rl '${secrets}' /var/lib/gateway-setup /var/log || :`)).toBe('');
  });

  test('audit sees what is open, and nothing else', async () => {
    const audited = await remote.audit();
    expect(openFindings(audited)).toEqual(open);
    expect(audited.said.code, audited.said.all).toBe(exitCodes[1]);
  });

  test('a second setup changes nothing, and leaves no file touched', async () => {
    const said = await again();
    expect(said.code, said.all).toBe(exitCodes[0]);
    expect(oneLine(said.out)).toMatch(/0 changes, 0 restarts\./);
    const now = await snapshot(remote.server);
    expect([...differences(after, now), ...touched(after, now)]).toEqual([]);
    expect(await state()).toMatch(/^runs\n\S+\n$/);
  });

  test('rollback takes everything back, to the byte', async () => {
    expect(differences(before, after).length).toBeGreaterThan(10);
    const said = await back();
    expect(said.code, said.all).toBe(0);
    expect(said.out).toMatch(/\nTaken back\.\n$/);
    expect(differences(before, await snapshot(remote.server))).toEqual([]);
    expect(await state()).toMatch(/^runs\n\S+\n$/);
  });

  return { before: () => before, after: () => after };
}
