import { cutOfItem, type Span } from '../axigen-text/cut.js';
import { cutPolicy } from './document.js';
import type { IfStatement, PolicyBlock, PolicyDocument, PolicyStatement } from './nodes.js';

/**
 * Removes a statement of this document. Alone on its lines, it takes them, with a remark behind it; comments above it
 * stay. An `if` behind an `else` takes that `else` with it, and what follows it moves up.
 * @throws RangeError when the statement is not one of this document
 */
export function removeStatement(doc: PolicyDocument, statement: PolicyStatement): PolicyDocument {
  for (const { body } of doc.declarations) {
    const cut = cutInBlock(doc.text, body, statement);
    if (cut !== undefined) return cutPolicy(doc, [cut]);
  }
  throw new RangeError('the statement is not part of this policy script');
}

function cutInBlock(text: string, block: PolicyBlock, wanted: PolicyStatement): Span | undefined {
  let gapStart = block.start + 1;
  for (const statement of block.statements) {
    if (statement === wanted) return cutOfItem(text, statement, gapStart, 'hash');
    const inside = statement.kind === 'if' ? cutInIf(text, statement, wanted) : undefined;
    if (inside !== undefined) return inside;
    gapStart = statement.end;
  }
  return undefined;
}

function cutInIf(text: string, statement: IfStatement, wanted: PolicyStatement): Span | undefined {
  const inThen = cutInBlock(text, statement.then, wanted);
  const otherwise = statement.otherwise;
  if (inThen !== undefined || otherwise === undefined) return inThen;
  if (otherwise.body.kind === 'block') return cutInBlock(text, otherwise.body, wanted);
  if (otherwise.body !== wanted) return cutInIf(text, otherwise.body, wanted);
  const branch = { start: otherwise.start, end: otherwise.body.then.end };
  return cutOfItem(text, branch, statement.then.end, 'hash');
}
