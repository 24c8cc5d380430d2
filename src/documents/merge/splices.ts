import { behindItem, type CommentStyle, restOfLineIfOwn } from '../axigen-text/comments.js';
import { cutOfItem, type Span, type Splice } from '../axigen-text/cut.js';
import {
  blanksBefore,
  indentOf,
  isLineEnd,
  lineBreakNear,
  lineStart,
  previousLineEnd,
  startsLine,
} from '../axigen-text/lines.js';
import type { MergeNode, MergeText, Parts } from './node.js';

/** Takes a part out, with the lines that it has for itself; a blank line that set it off from the end goes, too. */
export function cut({ text, comments }: MergeText, node: MergeNode, gapStart: number): Splice {
  const { start, end } = cutOfItem(text, node, gapStart, comments);
  const ownLines = start === lineStart(text, start);
  if (!ownLines) return { start, end, insert: '' };
  // Behind the last line of a file that ends without a line break there was none before either.
  if (end === text.length && start > 0 && !text.endsWith('\n')) {
    return { start: previousLineEnd(text, start), end, insert: '' };
  }
  const above = start === 0 ? start : lineStart(text, start - 1);
  const setOff = node.parts !== undefined && start > 0 && text.slice(above, start).trim() === '';
  return { start: setOff && isBlankLine(text, end) ? above : start, end, insert: '' };
}

function isBlankLine(text: string, at: number): boolean {
  return at >= text.length || /^[ \t]*\r?\n/.test(text.slice(at, at + 200));
}

/** Makes the part say what it said before: to the byte where it is as it was left, else its value alone. */
export function replace(from: MergeText, before: MergeNode, left: Side, now: Side): Splice {
  const whole = { start: now.node.start, end: now.node.end, insert: itemText(from, before, now.text.text) };
  if (slice(left) === slice(now)) {
    // What stands before it on its line may have been moved, too: a mark of a comment goes before the blanks.
    const lead = leadingBlanks(from.text, before);
    const nowLead = leadingBlanks(now.text.text, now.node);
    if (lead !== undefined && nowLead !== undefined && nowLead === leadingBlanks(left.text.text, left.node)) {
      const start = now.node.start - nowLead.length;
      return { start, end: now.node.end, insert: lead + from.text.slice(before.start, before.end) };
    }
    return { ...whole, insert: from.text.slice(before.start, before.end) };
  }
  const { value } = now.node;
  if (before.value === undefined || value === undefined) return whole;
  const inserted = withBreaksOf(now.text.text, from.text.slice(before.value.start, before.value.end));
  if (inserted === '' || value.start === value.end) return whole;
  if (before.off === now.node.off) return { ...value, insert: inserted };
  // The mark of a comment stands before the name: it comes and goes with what stands there.
  const lead = leadOf(from.text, before);
  const nowLead = leadOf(now.text.text, now.node);
  const middle = now.text.text.slice(now.node.start + nowLead.length, value.start);
  return { start: now.node.start, end: value.end, insert: lead + middle + inserted };
}

/** Undefined where more than blanks stands before it on its line. */
function leadingBlanks(text: string, { start }: Span): string | undefined {
  return startsLine(text, start) ? text.slice(lineStart(text, start), start) : undefined;
}

interface Side {
  readonly text: MergeText;
  readonly node: MergeNode;
}

function slice({ text, node }: Side): string {
  return text.text.slice(node.start, node.end);
}

function leadOf(text: string, { start, off }: MergeNode): string {
  if (off !== true) return '';
  return /^[;#][ \t]*/.exec(text.slice(start))?.[0] ?? '';
}

/** Puts a part back that is gone: behind the one that it stood behind, else at the beginning of the room. */
export function insertPart(
  from: MergeText,
  node: MergeNode,
  into: MergeText,
  room: Parts,
  behind: MergeNode | undefined,
): Splice {
  const { text, comments } = into;
  const item = itemText(from, node, text);
  const own = ownIndent(from, node);
  if (behind !== undefined) {
    if (!startsLine(text, behind.start)) return at(behind.end, ` ${item}`);
    const place = behindItem(text, behind.end, comments);
    return at(place, lineBreakNear(text, place) + (own ?? indentOf(text, behind.start)) + item);
  }
  const { start, end } = room.room;
  const first = room.nodes.find((one) => one.start >= start);
  if (first !== undefined && startsLine(text, first.start)) {
    const place = lineStart(text, first.start);
    return at(place, (own ?? indentOf(text, first.start)) + item + lineBreakNear(text, first.start));
  }
  if (first !== undefined) return at(first.start, `${item} `);
  // Nothing stands there: below what opens the room, which a bracket may close on the same line.
  if (/^[ \t]*\r?\n/.test(text.slice(start)) || isLineEnd(text, start)) {
    return at(start, lineBreakNear(text, start) + (own ?? indentOf(text, start)) + item);
  }
  const blank = blanksBefore(text, end);
  return { start: Math.max(start, blank), end, insert: ` ${item} ` };
}

function at(offset: number, insert: string): Splice {
  return { start: offset, end: offset, insert };
}

function ownIndent({ text }: MergeText, { start }: MergeNode): string | undefined {
  return startsLine(text, start) ? indentOf(text, start) : undefined;
}

/** The part with the remark behind it, with the line breaks of the file into which it goes. */
function itemText({ text, comments }: MergeText, node: MergeNode, into: string): string {
  const rest = remarkEnd(text, node, comments);
  return withBreaksOf(into, text.slice(node.start, rest));
}

function withBreaksOf(text: string, item: string): string {
  return item.replace(/\r?\n/g, lineBreakNear(text, 0));
}

function remarkEnd(text: string, { start, end }: Span, comments: CommentStyle): number {
  return startsLine(text, start) ? (restOfLineIfOwn(text, end, comments) ?? end) : end;
}

/** One behind the other: what is taken out twice goes once, and what goes to the same place keeps its order. @throws RangeError when two meet otherwise. */
export function joined(splices: readonly Splice[]): readonly Splice[] {
  const sorted = splices
    .map((splice, order) => ({ ...splice, order }))
    .sort(
      (a, b) => a.start - b.start || Number(a.end > a.start) - Number(b.end > b.start) || a.order - b.order,
    );
  const result: Splice[] = [];
  for (const { start, end, insert } of sorted) {
    const last = result.at(-1);
    const bothEmpty = last !== undefined && start === end && last.end === last.start && last.start === start;
    const bothGo = last !== undefined && last.insert === '' && insert === '' && last.end > start;
    if (last !== undefined && bothEmpty)
      result[result.length - 1] = { ...last, insert: last.insert + insert };
    else if (last !== undefined && bothGo)
      result[result.length - 1] = { ...last, end: Math.max(last.end, end) };
    else if (last !== undefined && start < last.end) throw new RangeError('two edits meet in one place');
    else result.push({ start, end, insert });
  }
  return result;
}
