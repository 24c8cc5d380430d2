import { inLab, labAxigenPassword, labMailboxPassword } from '../../../src/lab/paths.js';
import type { Said } from './run.js';
import type { ServerLab } from './server-lab.js';

/** One finding of `audit --format json`, as far as tests look at it. */
export interface Found {
  readonly id: string;
  readonly verdict: string;
  readonly found: string;
  readonly where?: string;
  readonly remedy?: string;
  readonly waived?: unknown;
}

export interface Audited {
  readonly said: Said;
  readonly findings: readonly Found[];
}

export interface AuditRun {
  readonly flags?: readonly string[];
  /** False: no password for AXIGEN's command line is given. */
  readonly asksAxigen?: boolean;
}

/** `gateway-setup audit --format json` with the lab's answers and passwords. */
export async function audit(
  server: ServerLab,
  { flags = [], asksAxigen = true }: AuditRun = {},
): Promise<Audited> {
  const words = ['gateway-setup', 'audit', '--format', 'json', '--answers', inLab.answers, ...flags];
  const said = await server.exec(words, '', {
    GATEWAY_SETUP_MAILBOX_PASSWORD: labMailboxPassword,
    ...(asksAxigen ? { GATEWAY_SETUP_AXIGEN_PASSWORD: labAxigenPassword } : {}),
  });
  const report = JSON.parse(said.out) as { findings: readonly Found[] };
  return { said, findings: report.findings };
}

/** Ids and verdicts of what is neither good nor out of place here, in the order of the report. */
export function openFindings({ findings }: Audited): readonly string[] {
  return findings
    .filter(({ verdict }) => verdict !== 'ok' && verdict !== 'not-applicable')
    .map(({ id, verdict }) => `${id} ${verdict}`);
}
