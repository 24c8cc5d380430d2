import { type Assignment, readAssignment } from './assignment.js';
import { skipBlanks } from './blanks.js';
import type { IniLine } from './line.js';

/** The offset just after a comment's mark and the blanks behind it; undefined for other lines. */
function insideComment(line: IniLine): number | undefined {
  return line.kind === 'comment' ? skipBlanks(line.text, skipBlanks(line.text, 0) + 1) : undefined;
}

/**
 * The option that a comment line turns off, as in `;num_thr = 2` (article, Tweaking 3). One mark, then nothing but
 * `name = value`, the value a single word or in double quotes: `# num_thr = number of threads` is prose.
 */
export function commentedAssignment(line: IniLine): Assignment | undefined {
  const inside = insideComment(line);
  const found = inside === undefined ? undefined : readAssignment(line.text, inside);
  if (found === undefined || 'unclosedAt' in found || found.doubt !== undefined) return undefined;
  if (/[ \t]/.test(found.name)) return undefined;
  const behind = found.valueAt + found.raw.length;
  const alone = skipBlanks(line.text, behind) === line.text.length;
  return alone && (found.quote === '"' || !/[ \t]/.test(found.raw)) ? found : undefined;
}

/** The name in a header that a comment turns off, as in `;[pop3]`; undefined for other lines. */
export function commentedHeader(line: IniLine): string | undefined {
  const inside = insideComment(line);
  return inside === undefined ? undefined : /^\[([^\]]+)\][ \t]*$/.exec(line.text.slice(inside))?.[1]?.trim();
}
