import { ExitCode } from '../../errors.js';
import type { Verdict } from '../../model/finding.js';
import type { OutsideEvidence } from '../../model/outside.js';
import type { HostFacts } from '../../products/host-facts.js';
import type { Scanner } from '../../products/scanner.js';
import type { RunSummary } from '../run/journal.js';
import type { AuditedFinding, WaiverStanding } from './apply-waivers.js';
import type { Deviation } from './deviations.js';
import type { WaiversRead } from './waivers.js';

export interface AuditReport {
  readonly kind: 'audit' | 'verify';
  /** As shown to people. */
  readonly target: string;
  readonly facts: HostFacts;
  /** From where else it was looked at; undefined: who looks is the target. */
  readonly outside?: Vantage;
  /** The one whose article it was looked at by. */
  readonly scanner: Scanner;
  readonly at: Date;
  readonly version: string;
  /** In the order of the steps. */
  readonly findings: readonly AuditedFinding[];
  readonly summary: Summary;
  readonly waivers: {
    readonly state: WaiversRead['state'];
    readonly standings: readonly WaiverStanding[];
    readonly notes: readonly string[];
  };
  readonly history: History;
  readonly dialogues: readonly Dialogue[];
  readonly exitCode: ExitCode;
}

/** The operator's machine as a second place to look from: the address at which it reaches the target, or why it does not. */
export type Vantage =
  | Pick<Extract<OutsideEvidence, { kind: 'direct' }>, 'kind' | 'address'>
  | Extract<OutsideEvidence, { kind: 'none' }>;

/** How many findings there are of each verdict; those that are waived count as waived and nothing else. */
export type Summary = Readonly<Record<Verdict | 'waived', number>>;

/** What the journals on the target say of what was done and seen there; `not-read`: nothing is compared with it. */
export type History =
  | (Pending & {
      readonly state: 'read';
      /** The latest run of which something stands. */
      readonly last?: RunSummary;
      /** Runs of which an undo did not end well. */
      readonly notAsBefore?: readonly RunSummary[];
      /** Runs whose evidence is damaged. */
      readonly damaged?: readonly RunSummary[];
      /** Files of runs that stand which nobody could compare with what was left, where there are any. */
      readonly uncompared?: readonly string[];
      readonly deviations: readonly Deviation[];
    })
  | { readonly state: 'unreadable'; readonly reason: string }
  | (Pending & { readonly state: 'not-read' });

/** What whoever looks must know in any case: what is seen now may be gone in a moment, or be there by nobody's decision. */
export interface Pending {
  /** Something or somebody is at work there right now, and may change what was seen. */
  readonly busy?: RunSummary;
  /** Runs whose handover nobody confirmed, where that is still to be known. */
  readonly unconfirmed?: readonly RunSummary[];
}

/** Of what was read, for a report that does not compare. Pure. */
export function pendingOnly(history: History): History {
  if (history.state === 'unreadable') return { state: 'not-read' };
  const { busy, unconfirmed } = history;
  return {
    state: 'not-read',
    ...(busy === undefined ? {} : { busy }),
    ...(unconfirmed === undefined ? {} : { unconfirmed }),
  };
}

/** One conversation, in the notation of swaks, safe to show. */
export interface Dialogue {
  readonly title: string;
  readonly lines: readonly string[];
}

export function summarized(findings: readonly AuditedFinding[]): Summary {
  const count = (wanted: keyof Summary) =>
    findings.filter(({ verdict, waived }) => (waived === undefined ? verdict : 'waived') === wanted).length;
  return {
    ok: count('ok'),
    drift: count('drift'),
    risk: count('risk'),
    unknown: count('unknown'),
    'not-applicable': count('not-applicable'),
    waived: count('waived'),
  };
}

/** Of what is not waived: what could not be looked at outweighs what was found, as there may be more of it. */
export function exitCodeOf(findings: readonly AuditedFinding[]): ExitCode {
  const counting = findings.filter(({ waived }) => waived === undefined);
  const has = (verdict: Verdict) => counting.some((one) => one.verdict === verdict);
  if (counting.some(({ verdict, blocks }) => verdict === 'unknown' && blocks === 'could-not-look'))
    return ExitCode.couldNotLook;
  if (has('drift') || has('risk')) return ExitCode.findings;
  return has('unknown') ? ExitCode.couldNotLook : ExitCode.ok;
}
