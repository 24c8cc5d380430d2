import type { Assignment } from './assignment.js';
import { commentedAssignment } from './commented.js';
import type { IniDocument } from './document.js';
import { commentedSectionAt } from './keys.js';
import { type IniLine, type LineEnd, readLine } from './line.js';
import type { IniSection } from './sections.js';
import { valueText } from './value-text.js';

/**
 * Adds `key = value` to the last of these sections (at least one) that holds anything, looking like its neighbours.
 *
 * @throws RangeError for a name that would not read back as this key.
 */
export function appendKey(
  document: IniDocument,
  sections: readonly [IniSection, ...IniSection[]],
  key: string,
  value: string,
  quoteNew: boolean,
): IniDocument {
  const { lines } = document;
  const section =
    sections.findLast(({ start, end }) => lines.slice(start, end).some(({ kind }) => kind !== 'blank')) ??
    sections.at(-1) ??
    sections[0];
  const index = appendIndex(document, section);
  const text = styledLike(document, section, key) + valueText(value, { quote: '', raw: '' }, quoteNew);

  const before = lines.slice(0, index);
  const ending = endingNear(document, index);
  const previous = before.at(-1);
  // After a last line without an ending the new line takes its place as the line without one.
  const unended = previous !== undefined && previous.end === '';
  const added = readLine(text, unended ? '' : ending);
  if (added.kind !== 'key' || added.key.name !== key || !/^[!-~]+$/.test(key)) {
    throw new RangeError(`cannot be written as a key of an ini file: ${JSON.stringify(key)}`);
  }
  if (unended) before.splice(-1, 1, { ...previous, end: ending });
  return { ...document, lines: [...before, added, ...lines.slice(index)] };
}

/**
 * The end of the section's own text: not behind blank lines, not below a section that is commented out as a
 * whole, and not below a block of comments that stands, after a blank line, directly on the next header.
 */
function appendIndex(document: IniDocument, section: IniSection): number {
  const { lines } = document;
  const backOver = (from: number, kind: 'blank' | 'comment'): number => {
    let index = from;
    while (index > section.start && lines[index - 1]?.kind === kind) index -= 1;
    return index;
  };
  const commented = commentedSectionAt(document, section) ?? section.end;
  const alive = lines.slice(commented, section.end).some(({ kind }) => kind === 'key' || kind === 'opaque');
  const end = alive ? section.end : commented;
  const own = backOver(end, 'blank');
  if (own < end || end === lines.length) return own;

  const heading = backOver(end, 'comment');
  const above = backOver(heading, 'blank');
  const isHeading =
    above < heading && above > section.start && !lines.slice(heading, end).some(commentedAssignment);
  return isHeading ? above : own;
}

/** Indentation, name, `=` and the blanks around it as the nearest example in the section, then in the file, has them. */
function styledLike(document: IniDocument, section: IniSection, key: string): string {
  const { lines } = document;
  const body = lines.slice(section.start, section.end);
  const active = (of: readonly IniLine[]): { text: string; key: Assignment } | undefined =>
    of.flatMap((line) => (line.kind === 'key' && line.key.raw !== '' ? [line] : [])).at(-1);
  const commented = body
    .flatMap((line) => {
      const found = commentedAssignment(line);
      return found === undefined || found.raw === '' ? [] : [{ text: line.text, key: found }];
    })
    .at(-1);
  const example = active(body) ?? commented ?? active(lines);
  if (example === undefined) return `${key} = `;

  const { text, key: like } = example;
  const indent = /^[ \t]*/.exec(text)?.[0] ?? '';
  const nameEnd = like.nameAt + like.name.length;
  const gap = text.slice(nameEnd, like.equalsAt);
  // Two or more spaces line the = up in a column; the column is the custom then, not the number of spaces.
  const before = /^ {2,}$/.test(gap)
    ? ' '.repeat(Math.max(1, like.name.length + gap.length - key.length))
    : gap;
  return `${indent}${key}${before}=${text.slice(like.equalsAt + 1, like.valueAt)}`;
}

/** The line ending next to an index, looking up first: in a file that mixes them, neighbours agree most. */
function endingNear(document: IniDocument, index: number): LineEnd {
  const up = document.lines.slice(0, index).findLast((line) => line.end !== '');
  return (up ?? document.lines[index])?.end || '\n';
}
