import type { MergeNode } from './node.js';

/** What became of each part: its partner on the other side, where it has one. */
export interface Pairing {
  readonly partner: ReadonlyMap<MergeNode, MergeNode>;
  /** Of the right side. */
  readonly alone: readonly MergeNode[];
}

/** Names of parts by which a thing without a name of its own is known. */
const identity = new Set(['address', 'ipset', 'patternin', 'patternout', 'priority', 'name', 'condition']);

/**
 * Finds the parts of one document in another, wherever they stand there: first those that say the same, then those of the same
 * name, the most alike first. Each has one partner at most. Pure.
 */
export function pair(left: readonly MergeNode[], right: readonly MergeNode[]): Pairing {
  const partner = new Map<MergeNode, MergeNode>();
  const taken = new Set<MergeNode>();
  const join = (one: MergeNode, other: MergeNode) => {
    partner.set(one, other);
    taken.add(other);
  };
  // Twins that say the same are told apart by which of them they are.
  const lefts = grouped(left, ({ name }) => name);
  for (const [name, others] of grouped(right, (other) => other.name)) {
    const ones = lefts.get(name) ?? [];
    for (const [index, other] of others.entries()) {
      const one = ones.length === others.length ? ones[index] : undefined;
      if (one !== undefined && one.says === other.says) join(one, other);
    }
  }
  const same = grouped(right, ({ name, says }) => `${name}\n${says}`);
  for (const one of left) {
    if (partner.has(one)) continue;
    const other = same.get(`${one.name}\n${one.says}`)?.find((candidate) => !taken.has(candidate));
    if (other !== undefined) join(one, other);
  }
  const rest = grouped(
    right.filter((other) => !taken.has(other)),
    ({ name }) => name,
  );
  const candidates = left
    .filter((one) => !partner.has(one))
    .flatMap((one) =>
      (rest.get(one.name) ?? []).flatMap((other) => {
        const score = likeness(one, other);
        return score === 0 && one.nameless === true ? [] : [{ one, other, score }];
      }),
    );
  // Stable: among equals the order of the documents decides.
  for (const { one, other } of [...candidates].sort((a, b) => b.score - a.score)) {
    if (!partner.has(one) && !taken.has(other)) join(one, other);
  }
  return { partner, alone: right.filter((other) => !taken.has(other)) };
}

function likeness(one: MergeNode, other: MergeNode): number {
  if (one.parts === undefined || other.parts === undefined) return one.off === other.off ? 1 : 0;
  const there = new Set(other.parts.nodes.map(({ name, says }) => `${name}\n${says}`));
  const common = one.parts.nodes.filter(({ name, says }) => there.has(`${name}\n${says}`));
  return common.reduce((sum, { name }) => sum + (identity.has(name) ? 100 : 1), 0);
}

function grouped<T>(items: readonly T[], by: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = by(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}
