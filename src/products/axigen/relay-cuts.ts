import type {
  PolicyCall,
  PolicyDeclaration,
  PolicyDocument,
  PolicyExpression,
  PolicyStatement,
} from '../../documents/policy/index.js';
import { withoutLoopback } from './relay-conditions.js';
import { type Branch, onlyOpensRelay, type RelayPath, relayPaths } from './relay-paths.js';

export type RelayKind = 'operand' | 'sole' | 'wide' | 'guarded' | 'unconditional';

export type RelayCut =
  | { readonly kind: 'statement'; readonly statement: PolicyStatement }
  | { readonly kind: 'operand'; readonly parent: PolicyCall; readonly operand: PolicyExpression };

/** One thing that opens the relay to 127.0.0.1, and what to take out to close it. */
export interface RelayHole {
  readonly kind: RelayKind;
  /** What to point at. */
  readonly node: PolicyExpression | PolicyStatement;
  readonly within: PolicyDeclaration;
  /** Undefined where a person has to decide. */
  readonly cut: RelayCut | undefined;
  /** What else no longer happens for 127.0.0.1 after the cut. */
  readonly alsoAffects: readonly PolicyStatement[];
}

/** Every hole of the script, in the order of the file, each once. */
export function relayHoles(doc: PolicyDocument): readonly RelayHole[] {
  const byPlace = new Map<number, RelayHole>();
  for (const hole of relayPaths(doc).flatMap((path) => holesOf(doc, path))) {
    const known = byPlace.get(hole.node.start);
    // A place that surely opens the relay on one way and perhaps on another surely does.
    if (known === undefined || known.cut === undefined) byPlace.set(hole.node.start, hole);
  }
  return [...byPlace.values()].sort((a, b) => a.node.start - b.node.start);
}

function holesOf(doc: PolicyDocument, path: RelayPath): readonly RelayHole[] {
  const { branch, set, setWithin } = path;
  if (path.truth === 'maybe') {
    const place = branch === undefined ? { node: set, within: setWithin } : at(branch);
    return [{ kind: 'guarded', ...place, cut: undefined, alsoAffects: [] }];
  }
  if (branch === undefined) {
    const cut: RelayCut = { kind: 'statement', statement: set };
    return [{ kind: 'unconditional', node: set, within: setWithin, cut, alsoAffects: [] }];
  }
  if (branch.taken === 'else') return [{ kind: 'wide', ...at(branch), ...openerOut(doc, path) }];

  const rest = withoutLoopback(branch.statement.condition);
  const others = branch.statement.then.statements.filter((statement) => !onlyOpensRelay(doc, statement));
  if (rest.left) {
    return rest.operands.map(({ parent, operand, wide }) => ({
      kind: wide ? 'wide' : 'operand',
      node: operand,
      within: branch.within,
      cut: { kind: 'operand', parent, operand },
      alsoAffects: others,
    }));
  }
  const kind = rest.wide ? 'wide' : 'sole';
  const { statement } = branch;
  if (others.length > 0 || statement.otherwise !== undefined) {
    return [{ kind, ...at(branch), ...openerOut(doc, path) }];
  }
  return [{ kind, ...at(branch), cut: { kind: 'statement', statement }, alsoAffects: [] }];
}

/** Where the `if` has to stay: out goes the `set` if nothing else leads to it, otherwise the call that leads there. */
function openerOut(doc: PolicyDocument, path: RelayPath): Pick<RelayHole, 'cut' | 'alsoAffects'> {
  const statement = path.exclusive ? path.set : path.opener;
  const alsoAffects = onlyOpensRelay(doc, statement) ? [] : [statement];
  return { cut: { kind: 'statement', statement }, alsoAffects };
}

function at({ statement, within }: Branch): Pick<RelayHole, 'node' | 'within'> {
  return { node: statement, within };
}
