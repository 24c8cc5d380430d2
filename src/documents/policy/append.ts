import { blanksBefore, indentOf, lineBreakNear, lineStart, startsLine } from '../axigen-text/lines.js';
import { splicePolicy } from './document.js';
import type { PolicyDeclaration, PolicyDocument, PolicyExpression } from './nodes.js';

/** What can be written into a script: plain words only, which every reading of the language takes alike. */
export type NewStatement =
  | { readonly kind: 'set'; readonly variable: string; readonly value: string }
  | { readonly kind: 'call'; readonly method: string };

/**
 * Adds a statement behind the last one of an event or method, on a line of its own unless the whole block stands on one.
 * Every other byte stays. @throws RangeError for a name or value that is not one plain word
 */
export function appendPolicyStatement(
  doc: PolicyDocument,
  { body }: PolicyDeclaration,
  statement: NewStatement,
): PolicyDocument {
  const { text } = doc;
  const close = body.end - 1;
  const written = render(statement);
  if (startsLine(text, close)) {
    const last = body.statements.findLast(({ start }) => startsLine(text, start));
    const indent = last === undefined ? indentOf(text, close) + indentUnit(doc) : indentOf(text, last.start);
    const at = lineStart(text, close);
    return splicePolicy(doc, [
      { start: at, end: at, insert: indent + written + lineBreakNear(text, at - 1) },
    ]);
  }
  const at = blanksBefore(text, close);
  return splicePolicy(doc, [{ start: at, end: at, insert: ` ${written}${at === close ? ' ' : ''}` }]);
}

/** Adds an event or method at the end of the script. @throws RangeError as {@link appendPolicyStatement} */
export function appendPolicyDeclaration(
  doc: PolicyDocument,
  kind: PolicyDeclaration['kind'],
  name: string,
  statements: readonly NewStatement[],
): PolicyDocument {
  const { text } = doc;
  const eol = lineBreakNear(text, text.length);
  const unit = indentUnit(doc);
  const setOff = text === '' ? '' : text.endsWith('\n') ? eol : eol + eol;
  const lines = [`${kind} ${plain(name)} {`, ...statements.map((one) => unit + render(one)), '}', ''];
  return splicePolicy(doc, [{ start: text.length, end: text.length, insert: setOff + lines.join(eol) }]);
}

/** Gives a `set` another value. @throws RangeError for a value that is not one plain word */
export function setPolicyValue(doc: PolicyDocument, value: PolicyExpression, wanted: string): PolicyDocument {
  return splicePolicy(doc, [{ start: value.start, end: value.end, insert: `"${plain(wanted)}"` }]);
}

function render(statement: NewStatement): string {
  return statement.kind === 'call'
    ? `call (${plain(statement.method)});`
    : `set (${plain(statement.variable)}, "${plain(statement.value)}");`;
}

function plain(word: string): string {
  if (!/^[A-Za-z0-9_]+$/.test(word)) throw new RangeError(`${JSON.stringify(word)} is not one plain word`);
  return word;
}

/** One step of indentation: that of the first statement on a line of its own; four spaces if none tells. */
function indentUnit({ text, declarations }: PolicyDocument): string {
  const statement = declarations
    .flatMap(({ body }) => body.statements)
    .find(({ start }) => startsLine(text, start) && indentOf(text, start) !== '');
  return statement === undefined ? '    ' : indentOf(text, statement.start);
}
