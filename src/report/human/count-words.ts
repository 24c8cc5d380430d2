import type { Summary } from '../../engine/audit/audit-report.js';

const counted: readonly (readonly [keyof Summary, string])[] = [
  ['ok', 'ok'],
  ['drift', 'differ'],
  ['risk', 'at risk'],
  ['unknown', 'unknown'],
  ['not-applicable', 'not applicable'],
  ['waived', 'waived'],
];

/** How many findings there are of each verdict: `12 ok, 2 differ`. */
export function countWords(summary: Summary): string {
  return counted.flatMap(([key, word]) => (summary[key] === 0 ? [] : [`${summary[key]} ${word}`])).join(', ');
}
