import type { StepId } from './step-id.js';

/** Where in the articles a step or finding comes from. */
export interface Passage {
  readonly article: 'AXIGEN + NOD32' | 'AXIGEN + IMSS';
  readonly section: string;
}

export type Verdict = 'ok' | 'drift' | 'risk' | 'unknown' | 'not-applicable';

/** One judged fact. Ids are stable: scripts and waivers refer to them. */
export interface Finding {
  readonly id: string;
  readonly step: StepId;
  readonly verdict: Verdict;
  readonly wanted: string;
  readonly found: string;
  /** File and line, port or dialogue. */
  readonly where?: string;
  /** Why it matters. */
  readonly why: string;
  /** What to do about it. */
  readonly remedy?: string;
  readonly passage: Passage;
  /** What kind of fact was judged, where a setting is configured, running and saved in different places. */
  readonly aspect?: 'configured' | 'running' | 'saved';
  /** Seen from the operator's machine; without it from the server itself. */
  readonly vantage?: 'outside';
  /** Setup must not change anything while this stands; says how setup ends because of it. */
  readonly blocks?: 'failed' | 'could-not-look' | 'needs-consent';
}

/** Nothing left to do or to worry about: ok, or not applicable here. */
export function isSettled(finding: Finding): boolean {
  return finding.verdict === 'ok' || finding.verdict === 'not-applicable';
}
