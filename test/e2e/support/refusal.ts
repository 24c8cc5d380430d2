import { expect } from 'vitest';
import { expectTold } from '../../bad-input/expect-told.js';
import type { ServerRow } from '../../bad-input/on-server/server-row.js';
import type { Said } from './run.js';
import type { ServerLab } from './server-lab.js';
import { differences, type Snapshot, snapshot, touched } from './snapshot.js';

/** A server that is made so is left alone, and put right again whatever comes of it. */
export async function expectRefusal(server: ServerLab, row: ServerRow): Promise<void> {
  if (row.make !== undefined) await server.sh(row.make);
  try {
    const before = await snapshot(server);
    expectTold(await runRow(server, row), row);
    await expectUntouched(server, before);
  } finally {
    if (row.mend !== undefined) await server.sh(row.mend);
  }
}

export function runRow(server: ServerLab, { how, words }: ServerRow): Promise<Said> {
  return words === undefined ? server.setup(how) : server.product(...words);
}

/** Nothing was changed, not even by what it was before, and no run was begun. */
export async function expectUntouched(server: ServerLab, before: Snapshot): Promise<void> {
  const after = await snapshot(server);
  expect(differences(before, after)).toEqual([]);
  expect(touched(before, after)).toEqual([]);
  expect((await server.exec(['ls', '/var/lib/gateway-setup/runs'])).out).toBe('');
}
