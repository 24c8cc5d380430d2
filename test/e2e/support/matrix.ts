import { expect, test } from 'vitest';
import { probeIsolations } from '../../../src/lab/isolation/probe.js';
import { audit, openFindings } from './audit.js';
import { expectCleanOutput, oneLine } from './output.js';
import type { Said } from './run.js';
import type { ServerLab } from './server-lab.js';
import { differences, type Snapshot, snapshot, touched } from './snapshot.js';

/** Names that the facts think possible for the SMTP-In service in version 1.2, and that AXIGEN's client set may have. */
export const smtpNames = ['smtpIncoming', 'smtpIn', 'smtp-in', 'smtp'] as const;
export const clientsNames = ['clients', 'smtpClients'] as const;

const hasNetwork = [...probeIsolations()].some(
  ({ isolation, obstacle }) => obstacle === undefined && isolation.kind === 'namespaces',
);

/** Side by side where labs do not share this machine's ports: most of the time they wait. */
export const sideBySide = hasNetwork ? test.concurrent : test;

export interface Round {
  readonly flags: readonly string[];
  /** What the distribution is called. */
  readonly title: string;
  /** With what the test message arrives. */
  readonly header: RegExp;
  /** Ids and verdicts that an audit has open afterwards; undefined: none is made. */
  readonly open?: readonly string[];
}

/**
 * Sets a server up, looks, sets it up again, and takes everything back to the byte.
 * @returns what the first setup said, and how the server stood after it
 */
export async function goRound(
  server: ServerLab,
  { flags, title, header, open }: Round,
): Promise<{ readonly first: Said; readonly standing: Snapshot }> {
  const before = await snapshot(server);
  const first = await server.setup({ flags });
  expect(first.code, first.all).toBe(0);
  expectCleanOutput(first);
  expect(first.out).toContain(`this server: ${title}\n`);
  expect(first.out).toMatch(header);

  if (open !== undefined) {
    const audited = await audit(server);
    expect(openFindings(audited), audited.said.all).toEqual(open);
    expect(audited.said.code, 'what is open is waived').toBe(0);
  }

  const standing = await snapshot(server);
  const second = await server.setup({ flags });
  expect(second.code, second.all).toBe(0);
  expect(oneLine(second.out)).toContain('0 changes, 0 restarts');
  const still = await snapshot(server);
  expect(differences(standing, still)).toEqual([]);
  expect(touched(standing, still)).toEqual([]);

  const back = await server.product('rollback', '--yes');
  expect(back.code, back.all).toBe(0);
  expectCleanOutput(back);
  expect(differences(before, await snapshot(server))).toEqual([]);
  return { first, standing };
}
