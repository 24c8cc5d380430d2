import { restOfLineIfOwn } from '../axigen-text/comments.js';
import type { Span } from '../axigen-text/cut.js';
import {
  afterLineBreak,
  blanksBefore,
  isWhiteSpace,
  lineStart,
  skipBlanks,
  startsLine,
} from '../axigen-text/lines.js';
import { cutPolicy } from './document.js';
import type { PolicyCall, PolicyDocument, PolicyExpression } from './nodes.js';

/**
 * Removes an operand from a call such as `anyOf (...)`, with its comma and the white space that belonged to it. Alone on
 * its lines, it takes them, with a remark behind it; every other comment stays.
 * @throws RangeError when the operand is not one of the call's
 */
export function removeOperand(
  doc: PolicyDocument,
  call: PolicyCall,
  operand: PolicyExpression,
): PolicyDocument {
  const index = call.args.indexOf(operand);
  if (index === -1) throw new RangeError(`the operand is not one of this "${call.name}"`);
  return cutPolicy(doc, cutsOf(doc.text, operand, call.args[index - 1], call.args[index + 1]));
}

type Neighbour = PolicyExpression | undefined;

function cutsOf(text: string, operand: Span, before: Neighbour, after: Neighbour): readonly Span[] {
  const commaBefore = before && commaBehind(text, before.end);
  const commaAfter = after && commaBehind(text, operand.end);

  // "  operand,  # remark": whole lines, and the comma before a last operand.
  const end =
    commaAfter !== undefined && blankBetween(text, operand.end, commaAfter) ? commaAfter + 1 : operand.end;
  const rest = restOfLineIfOwn(text, end, 'hash');
  if (startsLine(text, operand.start) && rest !== undefined && (end > operand.end || after === undefined)) {
    const lines = { start: lineStart(text, operand.start), end: afterLineBreak(text, rest) };
    return after === undefined && commaBefore !== undefined ? [one(commaBefore), lines] : [lines];
  }
  // "  , operand  # remark": whole lines.
  if (commaBefore !== undefined && rest !== undefined && end === operand.end) {
    const leads = startsLine(text, commaBefore) && blankBetween(text, commaBefore + 1, operand.start);
    if (leads) return [{ start: lineStart(text, commaBefore), end: afterLineBreak(text, rest) }];
  }
  // On a line with others: the comma behind it where it begins the list or the line, else the comma before it.
  const begins = before === undefined || startsLine(text, operand.start);
  if (begins && after !== undefined && commaAfter !== undefined) {
    if (!whiteBetween(text, operand.end, commaAfter)) return [operand, one(commaAfter)];
    const toNext = whiteBetween(text, commaAfter + 1, after.start);
    return [{ start: operand.start, end: toNext ? after.start : skipBlanks(text, commaAfter + 1) }];
  }
  if (before !== undefined && commaBefore !== undefined) {
    const from = whiteBetween(text, before.end, commaBefore) ? before.end : commaBefore;
    if (whiteBetween(text, commaBefore + 1, operand.start)) return [{ start: from, end: operand.end }];
    return [one(commaBefore), { start: blanksBefore(text, operand.start), end: operand.end }];
  }
  return [operand];
}

function one(offset: number): Span {
  return { start: offset, end: offset + 1 };
}

/** Offset of the comma that follows; only white space and comments can come before it. */
function commaBehind(text: string, offset: number): number {
  let at = offset;
  while (text[at] !== ',') at = text[at] === '#' ? text.indexOf('\n', at) : at + 1;
  return at;
}

function whiteBetween(text: string, from: number, to: number): boolean {
  return [...text.slice(from, to)].every(isWhiteSpace);
}

function blankBetween(text: string, from: number, to: number): boolean {
  return skipBlanks(text, from) >= to;
}
