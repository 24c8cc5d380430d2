import fc from 'fast-check';
import type {
  PolicyDocument,
  PolicyExpression,
  PolicyStatement,
} from '../../../src/documents/policy/index.js';

/** Text of a piece of a script, and what it says in one canonical line. */
export interface Piece {
  readonly text: string;
  readonly says: string;
}

const eol = fc.constantFrom('\n', '\r\n');
const remark = fc.constantFrom('# } ) "', '#', '# set (a, "b");', '# if (', '# caf\xe9 /*');
const blanks = fc.constantFrom('', ' ', '  ', '\t');
export const lineGap = fc
  .tuple(fc.array(fc.tuple(blanks, remark, eol), { maxLength: 2 }), blanks, eol, blanks)
  .map(([remarks, before, end, indent]) => before + end + remarks.flat().join('') + indent);
/** White space and comments, or nothing. */
const gap = fc.oneof({ weight: 3, arbitrary: blanks }, lineGap);
/** The same, but something. */
const space = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(' ', '\t') }, lineGap);

const word = fc
  .constantFrom('remoteDelivery', 'maxDataSize', 'authUser', 'isESMTP', 'a-b', 'x_1')
  .map((text): Piece => ({ text, says: text }));
const string = fc
  .array(fc.constantFrom('all', ' ', '\n', '\r\n', '}', ';', '\\"', '#', '(', '%v%', '\xff'), {
    maxLength: 5,
  })
  .map((parts): Piece => {
    const value = parts.join('').replaceAll('\\"', '"');
    return { text: `"${parts.join('')}"`, says: JSON.stringify(value) };
  });

const callTo = (name: fc.Arbitrary<string>, argument: fc.Arbitrary<Piece>, least: number) =>
  fc
    .tuple(name, gap, fc.array(fc.tuple(gap, argument, gap), { minLength: least, maxLength: 4 }), gap)
    .map(([called, before, args, inside]): Piece => {
      const list = args.map(([left, { text }, right]) => left + text + right).join(',');
      return {
        text: `${called}${before}(${args.length === 0 ? inside : list})`,
        says: `${called}(${args.map(([, { says }]) => says).join(',')})`,
      };
    });

const { expression } = fc.letrec<{ expression: Piece }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'policy' },
    word,
    string,
    callTo(
      fc.constantFrom('anyOf', 'allOf', 'is', 'ipRange', 'greaterThan', 'not'),
      tie('expression') as fc.Arbitrary<Piece>,
      0,
    ),
  ),
}));

const statementEnd = (start: Piece, before: string): Piece => ({
  text: `${start.text}${before};`,
  says: `${start.says};`,
});
const setStatement = fc
  .tuple(fc.constantFrom('set', 'SET'), gap, gap, word, gap, gap, string, gap, gap)
  .map(
    ([set, a, b, { text }, c, d, value, e, f]): Piece =>
      statementEnd(
        { text: `${set}${a}(${b}${text}${c},${d}${value.text}${e})`, says: `set(${text},${value.says})` },
        f,
      ),
  );
const otherStatement = fc
  .tuple(callTo(fc.constantFrom('addHeader', 'call2', 'iffy'), expression, 0), gap)
  .map(([call, before]) => statementEnd(call, before));

const { block } = fc.letrec<{ block: Piece; statement: Piece }>((tie) => ({
  block: fc
    .tuple(gap, fc.array(fc.tuple(tie('statement') as fc.Arbitrary<Piece>, gap), { maxLength: 4 }))
    .map(
      ([first, statements]): Piece => ({
        text: `{${first}${statements.map(([{ text }, after]) => text + after).join('')}}`,
        says: `{${statements.map(([{ says }]) => says).join('')}}`,
      }),
    ),
  statement: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'policy' },
    setStatement,
    otherStatement,
    fc
      .tuple(
        gap,
        gap,
        expression,
        gap,
        gap,
        tie('block') as fc.Arbitrary<Piece>,
        fc.option(fc.tuple(gap, gap, tie('block') as fc.Arbitrary<Piece>)),
      )
      .map(([a, b, condition, c, d, then, otherwise]): Piece => {
        const [e = '', f = '', body = { text: '', says: '' }] = otherwise ?? [];
        return {
          text: `if${a}(${b}${condition.text}${c})${d}${then.text}${otherwise ? `${e}else${f}${body.text}` : ''}`,
          says: `if(${condition.says})${then.says}${otherwise ? `else${body.says}` : ''}`,
        };
      }),
  ),
}));

/** Whole scripts, in every layout that the language allows. */
export const policyFile: fc.Arbitrary<Piece> = fc
  .array(fc.tuple(gap, fc.constantFrom('event', 'method', 'EVENT'), space, word, gap, block, gap), {
    maxLength: 3,
  })
  .map((declarations) => ({
    text: declarations
      .map(([a, kind, b, name, c, body, d]) => a + kind + b + name.text + c + body.text + d)
      .join(''),
    says: declarations
      .map(([, kind, , name, , body]) => `${kind.toLowerCase()} ${name.says}${body.says}`)
      .join(''),
  }));

export function saysExpression(expression: PolicyExpression): string {
  if (expression.kind === 'string') return JSON.stringify(expression.value);
  if (expression.kind === 'word') return expression.name;
  return `${expression.name}(${expression.args.map(saysExpression).join(',')})`;
}

function saysStatement(statement: PolicyStatement): string {
  if (statement.kind === 'set') return `set(${statement.variable},${saysExpression(statement.value)});`;
  if (statement.kind === 'call-method') return `call(${statement.method});`;
  if (statement.kind === 'other') return `${saysExpression(statement.call)};`;
  const { then, otherwise } = statement;
  const other = otherwise?.body;
  const elseText =
    other === undefined
      ? ''
      : `else${other.kind === 'if' ? saysStatement(other) : saysBlock(other.statements)}`;
  return `if(${saysExpression(statement.condition)})${saysBlock(then.statements)}${elseText}`;
}

const saysBlock = (statements: readonly PolicyStatement[]): string =>
  `{${statements.map(saysStatement).join('')}}`;

/** What a script says, its layout left out. */
export function says(doc: PolicyDocument): string {
  return doc.declarations
    .map(({ kind, name, body }) => `${kind} ${name}${saysBlock(body.statements)}`)
    .join('');
}

/** All statements, at any depth. */
export function statementsOf(doc: PolicyDocument): readonly PolicyStatement[] {
  const within = (statement: PolicyStatement): readonly PolicyStatement[] => {
    if (statement.kind !== 'if') return [statement];
    const other = statement.otherwise?.body;
    const inElse = other === undefined ? [] : other.kind === 'if' ? [other] : other.statements;
    return [statement, ...[...statement.then.statements, ...inElse].flatMap(within)];
  };
  return doc.declarations.flatMap(({ body }) => body.statements.flatMap(within));
}
