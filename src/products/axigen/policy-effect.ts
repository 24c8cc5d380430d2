import {
  type PolicyBlock,
  type PolicyDeclaration,
  type PolicyDocument,
  type PolicyStatement,
  type SetStatement,
  samePolicyName,
} from '../../documents/policy/index.js';
import { calledMethods } from './relay-calls.js';

/** What a part of a script can leave a variable at. */
export interface PolicyEffect {
  /** Every `set` that can be the last one. */
  readonly sets: ReadonlySet<SetStatement>;
  /** There is a way on which the variable is not set at all. */
  readonly passes: boolean;
}

const nothing: PolicyEffect = { sets: new Set(), passes: true };

/**
 * What an event can leave a variable at, through calls and branches: each condition may hold or not. That the last `set`
 * wins is inferred, so a wish is only met where every way ends in it (facts: axigen 4). Of an event, or a method, that is
 * given more than once, any may be the one that counts.
 */
export function effectOfEvent(doc: PolicyDocument, event: string, variable: string): PolicyEffect {
  const { ofBlock } = effects(doc, variable);
  return anyOf(
    doc.declarations
      .filter(({ kind, name }) => kind === 'event' && samePolicyName(name, event))
      .map(({ body }) => ofBlock(body)),
  );
}

/** The same of one event or method alone. */
export function effectWithin(
  doc: PolicyDocument,
  { body }: PolicyDeclaration,
  variable: string,
): PolicyEffect {
  return effects(doc, variable).ofBlock(body);
}

/** Does every way end in a `set` of just that value? */
export function surelySets({ sets, passes }: PolicyEffect, value: string): boolean {
  return !passes && [...sets].every((one) => literal(one)?.toLowerCase() === value.toLowerCase());
}

/** What a `set` says; undefined: it is put together when it runs. */
export function literal({ value }: SetStatement): string | undefined {
  return value.kind === 'string' && !value.value.includes('%') ? value.value.trim() : undefined;
}

function effects(doc: PolicyDocument, variable: string) {
  const known = new Map<PolicyDeclaration, PolicyEffect>();

  const ofMethod = (method: PolicyDeclaration): PolicyEffect => {
    const found = known.get(method);
    if (found !== undefined) return found;
    // Methods that call each other in a circle end here.
    known.set(method, nothing);
    const effect = ofBlock(method.body);
    known.set(method, effect);
    return effect;
  };
  const ofBlock = ({ statements }: PolicyBlock): PolicyEffect =>
    statements.reduce((before, statement) => inTurn(before, ofStatement(statement)), nothing);
  const ofStatement = (statement: PolicyStatement): PolicyEffect => {
    if (statement.kind === 'set') {
      return samePolicyName(statement.variable, variable)
        ? { sets: new Set([statement]), passes: false }
        : nothing;
    }
    if (statement.kind === 'if') {
      const other = statement.otherwise?.body;
      const otherwise =
        other?.kind === 'if' ? ofStatement(other) : other === undefined ? nothing : ofBlock(other);
      return either(ofBlock(statement.then), otherwise);
    }
    const called = anyOf(calledMethods(doc, statement).map(ofMethod));
    // A statement that we do not know may run a method that it names, or not.
    return statement.kind === 'other' ? either(called, nothing) : called;
  };
  return { ofBlock };
}

function inTurn(first: PolicyEffect, second: PolicyEffect): PolicyEffect {
  return {
    sets: second.passes ? new Set([...first.sets, ...second.sets]) : second.sets,
    passes: first.passes && second.passes,
  };
}

function anyOf([first, ...others]: readonly PolicyEffect[]): PolicyEffect {
  return first === undefined ? nothing : others.reduce(either, first);
}

function either(one: PolicyEffect, other: PolicyEffect): PolicyEffect {
  return { sets: new Set([...one.sets, ...other.sets]), passes: one.passes || other.passes };
}
