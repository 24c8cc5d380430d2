import {
  type IfStatement,
  type PolicyBlock,
  type PolicyDeclaration,
  type PolicyDocument,
  type PolicyStatement,
  type SetStatement,
  samePolicyName,
} from '../../documents/policy/index.js';
import { callCount, calledMethods } from './relay-calls.js';
import { holdsForLoopback, type Verdict } from './relay-conditions.js';

/** An `if` on the way to a statement, and the declaration it stands in. */
export interface Branch {
  readonly statement: IfStatement;
  readonly taken: 'then' | 'else';
  readonly within: PolicyDeclaration;
}

/** A way on which a connection from 127.0.0.1 comes, from an event, to `set (remoteDelivery, "all")`. */
export interface RelayPath {
  /** `yes`: it surely comes there. `maybe`: something other than its address decides as well. */
  readonly truth: 'yes' | 'maybe';
  readonly set: SetStatement;
  readonly setWithin: PolicyDeclaration;
  /** The last `if` on the way; on a `maybe` way, the last one that asks for the address. */
  readonly branch: Branch | undefined;
  /** The statement, below the last `if`, that leads on: `set` itself or a call. */
  readonly opener: PolicyStatement;
  /** `set` can be reached below the last `if` only: every method on the way is called from one place. */
  readonly exclusive: boolean;
}

/** What is known on the way down. */
interface Trail {
  readonly truth: 'yes' | 'maybe';
  readonly branch: Branch | undefined;
  readonly addressBranch: Branch | undefined;
  readonly opener: PolicyStatement | undefined;
  readonly exclusive: boolean;
}

const atEvent: Trail = {
  truth: 'yes',
  branch: undefined,
  addressBranch: undefined,
  opener: undefined,
  exclusive: true,
};

/** Every way to an open relay, from any event, through calls and branches. A method that nothing calls has no effect. */
export function relayPaths(doc: PolicyDocument): readonly RelayPath[] {
  const found: RelayPath[] = [];
  const seen = new Set<string>();

  const visit = (block: PolicyBlock, within: PolicyDeclaration, trail: Trail): void => {
    const key = [
      block,
      trail.truth,
      trail.branch?.statement,
      trail.branch?.taken,
      trail.opener,
      trail.exclusive,
    ]
      .concat(trail.addressBranch?.statement)
      .map((part) => (typeof part === 'object' ? part.start : part))
      .join();
    if (seen.has(key)) return;
    seen.add(key);
    for (const statement of block.statements) step(statement, within, trail);
  };

  const step = (statement: PolicyStatement, within: PolicyDeclaration, trail: Trail): void => {
    const opener = trail.opener ?? statement;
    if (statement.kind === 'if') {
      stepIf(statement, within, trail);
      return;
    }
    if (statement.kind === 'set') {
      const path = pathTo(statement, within, { ...trail, opener });
      if (path !== undefined) found.push(path);
      return;
    }
    for (const method of calledMethods(doc, statement)) {
      const exclusive = trail.exclusive && callCount(doc, method) === 1;
      visit(method.body, method, { ...trail, opener, exclusive });
    }
  };

  const stepIf = (statement: IfStatement, within: PolicyDeclaration, trail: Trail): void => {
    const verdict = holdsForLoopback(statement.condition);
    const enter = (taken: Branch['taken'], { truth, byAddress }: Verdict): Trail | undefined => {
      if (truth === 'no') return undefined;
      const branch = { statement, taken, within };
      return {
        truth: truth === 'yes' ? trail.truth : 'maybe',
        branch,
        addressBranch: byAddress ? branch : trail.addressBranch,
        opener: undefined,
        exclusive: true,
      };
    };
    const then = enter('then', verdict);
    if (then !== undefined) visit(statement.then, within, then);
    const otherwise = statement.otherwise?.body;
    const other = otherwise && enter('else', opposite(verdict));
    if (otherwise === undefined || other === undefined) return;
    if (otherwise.kind === 'block') visit(otherwise, within, other);
    else step(otherwise, within, other);
  };

  for (const event of doc.declarations.filter(({ kind }) => kind === 'event'))
    visit(event.body, event, atEvent);
  return found;
}

/** Does the statement open the relay and do nothing else? */
export function onlyOpensRelay(doc: PolicyDocument, statement: PolicyStatement): boolean {
  return opensOnly(doc, statement, []);
}

function opensOnly(
  doc: PolicyDocument,
  statement: PolicyStatement,
  calls: readonly PolicyStatement[],
): boolean {
  if (statement.kind === 'set') return openness(statement) === 'yes';
  if (statement.kind !== 'call-method' || calls.includes(statement)) return false;
  const methods = calledMethods(doc, statement);
  const inner = methods.flatMap(({ body }) => body.statements);
  return methods.length > 0 && inner.every((next) => opensOnly(doc, next, [...calls, statement]));
}

function pathTo(
  set: SetStatement,
  setWithin: PolicyDeclaration,
  trail: Trail & { readonly opener: PolicyStatement },
): RelayPath | undefined {
  const opens = openness(set);
  const truth = opens === 'yes' ? trail.truth : 'maybe';
  // Relaying for those who logged in, and the like, is not this rule.
  const concernsLoopback = trail.truth === 'yes' || trail.addressBranch !== undefined;
  if (opens === 'no' || !concernsLoopback) return undefined;
  const branch = truth === 'yes' ? trail.branch : (trail.addressBranch ?? trail.branch);
  return { truth, set, setWithin, branch, opener: trail.opener, exclusive: trail.exclusive };
}

/** Does the statement open the relay? `maybe`: its value is put together when it runs. */
function openness({ variable, value }: SetStatement): Verdict['truth'] {
  if (!samePolicyName(variable, 'remoteDelivery')) return 'no';
  if (value.kind !== 'string' || value.value.includes('%')) return 'maybe';
  return value.value.trim().toLowerCase() === 'all' ? 'yes' : 'no';
}

/** A range outside 127/8 fails for 127.0.0.1, so what stands behind its `else` is for 127.0.0.1 (and others). */
function opposite({ truth, byAddress }: Verdict): Verdict {
  if (truth === 'maybe') return { truth, byAddress };
  return truth === 'yes' ? { truth: 'no', byAddress } : { truth: 'yes', byAddress: true };
}
