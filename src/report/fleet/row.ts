import type { Summary } from '../../engine/audit/audit-report.js';
import { type FleetOutcome, worstOf } from '../../engine/fleet/outcome.js';
import { ExitCode } from '../../errors.js';
import { escapeControl } from '../../text/escape.js';
import { countWords } from '../human/count-words.js';

/** What a joint report keeps of a server besides its part of the text. */
export interface FleetRow {
  readonly server: string;
  readonly exitCode: ExitCode;
  /** Not there: nobody could look. */
  readonly summary?: Summary;
  /** The first line of why nobody could look. */
  readonly trouble?: string;
}

export function rowOf(outcome: FleetOutcome): FleetRow {
  const { server } = outcome;
  if ('report' in outcome)
    return { server, exitCode: outcome.report.exitCode, summary: outcome.report.summary };
  const { message, exitCode } = outcome.trouble;
  return { server, exitCode, trouble: message.split('\n')[0] ?? '' };
}

/** What became of one server, in one line. */
export function rowText({ summary, trouble = '' }: FleetRow): string {
  return summary === undefined ? `no audit: ${escapeControl(trouble, 300)}` : countWords(summary);
}

/** What is said of all of them together. */
export interface FleetTotal {
  readonly exitCode: ExitCode;
  readonly servers: number;
  readonly ok: number;
  /** With something that differs or is a risk. */
  readonly findings: number;
  /** Not all, or nothing, of them could be looked at. */
  readonly couldNotLook: number;
  readonly failed: number;
}

export function totalOf(rows: readonly FleetRow[]): FleetTotal {
  const count = (wanted: ExitCode) => rows.filter(({ exitCode }) => exitCode === wanted).length;
  return {
    exitCode: worstOf(rows.map(({ exitCode }) => exitCode)),
    servers: rows.length,
    ok: count(ExitCode.ok),
    findings: count(ExitCode.findings),
    couldNotLook: count(ExitCode.couldNotLook),
    failed: count(ExitCode.failed),
  };
}
