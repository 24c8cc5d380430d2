import {
  appendPolicyDeclaration,
  appendPolicyStatement,
  type PolicyDeclaration,
  type PolicyDocument,
  removeStatement,
  samePolicyName,
  setPolicyValue,
} from '../../documents/policy/index.js';
import { effectOfEvent, effectWithin, surelySets } from './policy-effect.js';

/** Our own method in the policy script; what WebAdmin wrote there stays as it is, to the byte (facts: axigen 0, V3). */
export const ownMethod = 'GatewaySetup';

/** The event whose answer tells a client what is offered. */
export const ehloEvent = 'onEhlo';

/** Names and values of policy variables. */
export type PolicyWishes = readonly (readonly [variable: string, value: string])[];

/**
 * Makes sure that whatever happens in onEhlo, the variables end at the wished values: by a method of our own, called
 * once, after everything else. A script that is so already is not touched.
 */
export function withWishes(doc: PolicyDocument, wishes: PolicyWishes): PolicyDocument {
  if (unmet(doc, wishes).length === 0) return doc;
  const own = withOwnMethod(doc, wishes);
  return unmet(own, wishes).length === 0 ? own : withLastCall(own);
}

/** The wishes that some way through onEhlo does not end in. */
export function unmet(doc: PolicyDocument, wishes: PolicyWishes): PolicyWishes {
  return wishes.filter(([variable, value]) => !surelySets(effectOfEvent(doc, ehloEvent, variable), value));
}

/** An earlier method of ours is changed, not doubled. */
function withOwnMethod(doc: PolicyDocument, wishes: PolicyWishes): PolicyDocument {
  if (named(doc, 'method', ownMethod).length === 0) {
    const sets = wishes.map(([variable, value]) => ({ kind: 'set', variable, value }) as const);
    return appendPolicyDeclaration(doc, 'method', ownMethod, sets);
  }
  return wishes.reduce((current, wish) => inEach(current, 'method', ownMethod, withSet(wish)), doc);
}

type Edit = (doc: PolicyDocument, declaration: PolicyDeclaration) => PolicyDocument;

/** Of a name given twice, either may be the one that counts, so all are edited. */
function inEach(
  doc: PolicyDocument,
  kind: PolicyDeclaration['kind'],
  name: string,
  edit: Edit,
): PolicyDocument {
  return named(doc, kind, name).reduce((current, _, index) => {
    const declaration = named(current, kind, name)[index];
    return declaration === undefined ? current : edit(current, declaration);
  }, doc);
}

function withSet([variable, value]: PolicyWishes[number]): Edit {
  return (doc, method) => {
    if (surelySets(effectWithin(doc, method, variable), value)) return doc;
    const last = method.body.statements.findLast(
      (one) => one.kind === 'set' && samePolicyName(one.variable, variable),
    );
    if (last?.kind !== 'set') return appendPolicyStatement(doc, method, { kind: 'set', variable, value });
    const changed = setPolicyValue(doc, last.value, value);
    // It begins where it began: only what is inside of it has changed.
    const again = changed.declarations.find(({ start }) => start === method.start);
    if (again === undefined || surelySets(effectWithin(changed, again, variable), value)) return changed;
    return appendPolicyStatement(changed, again, { kind: 'set', variable, value });
  };
}

/** The call goes to the end of the event, where it is the last word. */
function withLastCall(doc: PolicyDocument): PolicyDocument {
  const call = { kind: 'call', method: ownMethod } as const;
  let current = doc;
  for (;;) {
    const earlier = named(current, 'event', ehloEvent)
      .flatMap(({ body }) => body.statements)
      .find((one) => one.kind === 'call-method' && samePolicyName(one.method, ownMethod));
    if (earlier === undefined) break;
    current = removeStatement(current, earlier);
  }
  return named(current, 'event', ehloEvent).length === 0
    ? appendPolicyDeclaration(current, 'event', ehloEvent, [call])
    : inEach(current, 'event', ehloEvent, (one, event) => appendPolicyStatement(one, event, call));
}

function named(
  doc: PolicyDocument,
  kind: PolicyDeclaration['kind'],
  name: string,
): readonly PolicyDeclaration[] {
  return doc.declarations.filter((one) => one.kind === kind && samePolicyName(one.name, name));
}
