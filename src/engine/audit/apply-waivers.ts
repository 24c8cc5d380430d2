import { type Finding, isSettled } from '../../model/finding.js';
import type { Deviation } from './deviations.js';
import { type Waiver, type WaiversRead, waiversFile } from './waivers.js';

/** A finding as an audit gives it. */
export interface AuditedFinding extends Finding {
  /** Somebody decided to live with it: it is shown, and does not count. */
  readonly waived?: { readonly reason: string; readonly expires?: string };
  /** It was set by a run once; what has undone it since. */
  readonly since: readonly Deviation[];
}

export interface WaiverStanding extends Waiver {
  /** not-needed: the finding is good, or this server has no such finding. expired: it counts no more. */
  readonly standing: 'honoured' | 'expired' | 'not-needed' | 'unknown-id' | 'undated';
}

export interface WaiversApplied {
  readonly findings: readonly AuditedFinding[];
  readonly standings: readonly WaiverStanding[];
  /** Sentences on what does not count and why. */
  readonly notes: readonly string[];
}

/**
 * Marks what is waived. A finding that is good needs no waiver.
 * @param today by the target's calendar, `2026-11-22`; undefined when it could not be told: then no waiver with a date counts. Pure.
 */
export function applyWaivers(
  findings: readonly AuditedFinding[],
  { waivers, problems }: WaiversRead,
  { today, isKnown }: { readonly today: string | undefined; isKnown(id: string): boolean },
): WaiversApplied {
  const byId = new Map<string, Finding[]>();
  for (const finding of findings) byId.set(finding.id, [...(byId.get(finding.id) ?? []), finding]);
  const standings = waivers.map((waiver) => ({ ...waiver, standing: standingOf(waiver) }));
  const honoured = new Map(
    standings.flatMap((one) => (one.standing === 'honoured' ? [[one.id, one] as const] : [])),
  );
  return {
    findings: findings.map((finding) => {
      const waiver = isSettled(finding) ? undefined : honoured.get(finding.id);
      if (waiver === undefined) return finding;
      const { reason, expires } = waiver;
      return { ...finding, waived: { reason, ...(expires === undefined ? {} : { expires }) } };
    }),
    standings,
    notes: [...problems, ...standings.flatMap(noteOn)],
  };

  function standingOf({ id, expires }: Waiver): WaiverStanding['standing'] {
    const all = byId.get(id) ?? [];
    if (all.length === 0 && !isKnown(id)) return 'unknown-id';
    if (expires !== undefined && today === undefined) return 'undated';
    // Days as text sort as days.
    if (expires !== undefined && today !== undefined && today > expires) return 'expired';
    return all.every(isSettled) ? 'not-needed' : 'honoured';
  }
}

function noteOn({ id, line, expires, standing }: WaiverStanding): readonly string[] {
  const where = `${waiversFile}, line ${line}`;
  switch (standing) {
    case 'honoured':
      return [];
    case 'expired':
      return [`${where}: the waiver of ${id} has expired on ${expires}, so the finding counts again.`];
    case 'not-needed':
      return [`${where}: the waiver of ${id} is not needed now; it can be taken out.`];
    case 'unknown-id':
      return [`${where}: there is no finding ${id}, so this waives nothing. Is it misspelled?`];
    case 'undated':
      return [`${where}: the waiver of ${id} is not honoured: this server did not tell today\u2019s date.`];
  }
}
