import { merge } from '../../../src/documents/merge/index.js';

/** A merge in words: what it says of each unit, and both ends that it can come to. */
export interface Merged {
  /** `WHERE: STATE`, and of what somebody has changed the three values. */
  readonly units: readonly string[];
  readonly theirs: readonly string[];
  /** What somebody has changed stays as it is. */
  readonly keep: string;
  /** It is put back as well. */
  readonly before: string;
}

export function merged(before: string, left: string, now: string): Merged | undefined {
  const [one, two, three] = [before, left, now].map((text) => Buffer.from(text, 'latin1'));
  if (one === undefined || two === undefined || three === undefined) return undefined;
  const found = merge({ file: 'a file', before: one, left: two, now: three });
  if (found === undefined) return undefined;
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
  const value = (words: string | undefined) => words ?? '-';
  return {
    units: found.units.map((unit) => {
      const { where, state } = unit;
      if (state !== 'changed') return `${where}: ${state}`;
      return `${where}: ${value(unit.before)} | ${value(unit.left)} | ${value(unit.now)}`;
    }),
    theirs: found.theirs,
    keep: text(found.taken(new Set())),
    before: text(found.taken(new Set(found.units.filter(({ state }) => state === 'changed')))),
  };
}
