import { byteOrderMarkLength } from '../axigen-text/lines.js';
import { parsePolicy } from '../policy/document.js';
import type {
  ElseBranch,
  IfStatement,
  PolicyBlock,
  PolicyDeclaration,
  PolicyExpression,
  PolicyStatement,
} from '../policy/nodes.js';
import type { MergeNode, MergeText, Parts } from './node.js';

/** @throws DocumentError as parsePolicy. Undefined for a file that says nothing: then it may be of any kind. */
export function policyText(bytes: Uint8Array, file: string): MergeText | undefined {
  const { text, declarations } = parsePolicy(bytes, file);
  if (declarations.length === 0) return undefined;
  const nodes = declarations.map(declarationNode);
  const room = { start: byteOrderMarkLength(text), end: text.length };
  const root = { name: '', label: '', says: saysOf(nodes), start: 0, end: text.length };
  return { text, comments: 'hash', root: { ...root, parts: { nodes, room, loose: true } } };
}

/** What somebody puts into an event of ours stands for itself; a method is called as a whole. */
function declarationNode({ kind, name, body, start, end }: PolicyDeclaration): MergeNode {
  const parts = partsOf(body, body.statements.map(statementNode), kind === 'event');
  const title = `${kind} ${name}`;
  return { name: title.toLowerCase(), label: title, says: saysOf(parts.nodes), start, end, parts };
}

function statementNode(statement: PolicyStatement): MergeNode {
  const { start, end } = statement;
  switch (statement.kind) {
    case 'set': {
      const { variable, value } = statement;
      const name = `set ${variable.toLowerCase()}`;
      const span = { start: value.start, end: value.end };
      return { name, label: `set (${variable})`, says: expression(value), start, end, value: span };
    }
    case 'call-method': {
      const name = `call (${statement.method})`;
      return { name: name.toLowerCase(), label: name, says: '', start, end, value: { start, end } };
    }
    case 'other': {
      const says = expression(statement.call);
      return { name: says, label: statement.call.name, says, start, end, value: { start, end } };
    }
    case 'if':
      return { ...ifNode(statement), start, end };
  }
}

function ifNode({ start, end, condition, then, otherwise }: IfStatement): MergeNode {
  const asked: MergeNode = {
    name: 'condition',
    label: 'its condition',
    says: expression(condition),
    start: condition.start,
    end: condition.end,
    value: { start: condition.start, end: condition.end },
  };
  const nodes = [asked, blockNode(then, 'then'), ...(otherwise === undefined ? [] : [elseNode(otherwise)])];
  return {
    name: 'if',
    label: 'if (...)',
    says: saysOf(nodes),
    start,
    end,
    nameless: true,
    parts: { nodes, room: { start: condition.end, end }, loose: false },
  };
}

function elseNode({ start, end, body }: ElseBranch): MergeNode {
  const inner = body.kind === 'if' ? ifNode(body) : blockNode(body, 'else');
  return { ...inner, name: 'else', label: 'else', start, end, nameless: false };
}

function blockNode(block: PolicyBlock, name: string): MergeNode {
  const parts = partsOf(block, block.statements.map(statementNode), false);
  const { start, end } = block;
  return { name, label: name, says: saysOf(parts.nodes), start, end, parts };
}

function partsOf({ start, end }: PolicyBlock, nodes: readonly MergeNode[], loose: boolean): Parts {
  return { nodes, room: { start: start + 1, end: end - 1 }, loose };
}

function saysOf(nodes: readonly MergeNode[]): string {
  return nodes.map(({ name, says }) => `${name}: ${says};`).join(' ');
}

function expression(one: PolicyExpression): string {
  if (one.kind === 'string') return JSON.stringify(one.value);
  if (one.kind === 'word') return one.name.toLowerCase();
  return `${one.name.toLowerCase()}(${one.args.map(expression).join(', ')})`;
}
