import {
  type PolicyBlock,
  type PolicyCall,
  type PolicyDeclaration,
  type PolicyDocument,
  type PolicyExpression,
  type PolicyStatement,
  policyPlace,
  samePolicyName,
} from '../../documents/policy/index.js';
import { placeName, policyExcerpt } from './policy-excerpt.js';
import { addressRelation, isOwnAddress, isRemoteAddress } from './relay-conditions.js';
import { relayHoles } from './relay-cuts.js';

/** Something in the policy script that looks at the address of who connects. */
export interface AddressCondition {
  /** From 1. */
  readonly line: number;
  /** On one line, safe for a terminal. */
  readonly text: string;
  /** Such as `event onEhlo`. */
  readonly within: string;
  /** Behind a scanner on the same machine: it holds for all mail, for none, or that cannot be told. */
  readonly holds: 'always' | 'never' | 'unclear';
}

/** Methods that AXIGEN brings along and that look the address up (facts: axigen 4 and 7). */
const lookups = ['checkSPF', 'checkReverseDNS', 'checkDNSBL'];

/**
 * Conditions on the address, and lookups of it. Those that open the relay to 127.0.0.1 are left out: they are
 * found, and taken out, as relay rules.
 */
export function addressConditions(doc: PolicyDocument): readonly AddressCondition[] {
  const relayRules = relayHoles(doc).map(({ node }) => (node.kind === 'if' ? node.condition : node));
  return doc.declarations.flatMap((declaration) =>
    callsIn(declaration.body)
      .filter(({ start, end }) => !relayRules.some((rule) => rule.start <= start && end <= rule.end))
      .map((call) => conditionOf(doc, declaration, call)),
  );
}

function conditionOf(
  doc: PolicyDocument,
  within: PolicyDeclaration,
  call: PolicyCall | PolicyStatement,
): AddressCondition {
  const relation = call.kind === 'call' ? addressRelation(call) : undefined;
  return {
    line: policyPlace(doc, call).line,
    text: policyExcerpt(doc, call),
    within: placeName(within),
    holds: relation === undefined ? 'unclear' : relation === 'outside' ? 'never' : 'always',
  };
}

function callsIn({ statements }: PolicyBlock): readonly (PolicyCall | PolicyStatement)[] {
  return statements.flatMap((statement): readonly (PolicyCall | PolicyStatement)[] => {
    if (statement.kind === 'set') return [];
    if (statement.kind !== 'if') return isLookup(statement) ? [statement] : [];
    const other = statement.otherwise?.body;
    const inElse =
      other === undefined
        ? []
        : callsIn(other.kind === 'block' ? other : { ...other.then, statements: [other] });
    return [...addressCalls(statement.condition), ...callsIn(statement.then), ...inElse];
  });
}

/** The innermost calls that name the address, or what was connected to: behind the scanner both are always the same. */
function addressCalls(expression: PolicyExpression): readonly PolicyCall[] {
  if (expression.kind !== 'call') return [];
  return expression.args.some((one) => isRemoteAddress(one) || isOwnAddress(one))
    ? [expression]
    : expression.args.flatMap(addressCalls);
}

function isLookup(statement: PolicyStatement): boolean {
  const name =
    statement.kind === 'call-method'
      ? statement.method
      : statement.kind === 'other'
        ? statement.call.name
        : '';
  return lookups.some((one) => samePolicyName(one, name));
}
