import { structuredPatch } from 'diff';
import { hideSecrets } from '../../text/hide-secrets.js';
import { textOf } from '../human/unified-diff.js';

/** Lines beyond these say no more about who did what. */
const most = 8;

/**
 * The lines that differ, as `-` and `+` lines, without context: what a run left, and what is there now. Not made
 * safe for a terminal. Pure.
 */
export function shortDiff(left: Uint8Array, now: Uint8Array): readonly string[] {
  const { hunks } = structuredPatch('', '', textOf(left), textOf(now), '', '', { context: 0 });
  const lines = hunks
    .flatMap((hunk) => hunk.lines)
    .filter((line) => !line.startsWith('\\'))
    .map((line) => hideSecrets(line.replace(/\r$/, '')));
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most), `(${lines.length - most} more lines differ)`];
}
