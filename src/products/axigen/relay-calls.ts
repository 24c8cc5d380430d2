import {
  type PolicyDeclaration,
  type PolicyDocument,
  type PolicyExpression,
  type PolicyStatement,
  samePolicyName,
} from '../../documents/policy/index.js';

/** The methods that a statement runs. Of a statement we do not know, any method that it names. */
export function calledMethods(doc: PolicyDocument, statement: PolicyStatement): readonly PolicyDeclaration[] {
  const names = namesIn(statement);
  return doc.declarations.filter(
    ({ kind, name }) => kind === 'method' && names.some((called) => samePolicyName(called, name)),
  );
}

function namesIn(statement: PolicyStatement): readonly string[] {
  if (statement.kind === 'call-method') return [statement.method];
  if (statement.kind !== 'other') return [];
  const words = (expression: PolicyExpression): readonly string[] => {
    if (expression.kind === 'string') return [];
    return expression.kind === 'word'
      ? [expression.name]
      : [expression.name, ...expression.args.flatMap(words)];
  };
  return words(statement.call);
}

/** From how many places of the script the method is called. */
export function callCount(doc: PolicyDocument, method: PolicyDeclaration): number {
  const count = (statements: readonly PolicyStatement[]): number =>
    statements.reduce((sum, statement) => sum + countIn(statement), 0);
  const countIn = (statement: PolicyStatement): number => {
    if (statement.kind !== 'if') return calledMethods(doc, statement).includes(method) ? 1 : 0;
    const otherwise = statement.otherwise?.body;
    const inElse =
      otherwise === undefined ? 0 : count(otherwise.kind === 'if' ? [otherwise] : otherwise.statements);
    return count(statement.then.statements) + inElse;
  };
  return doc.declarations.reduce((sum, { body }) => sum + count(body.statements), 0);
}
