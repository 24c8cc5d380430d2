import { type Merge, merge, type Unit } from '../../documents/merge/index.js';
import { UserError } from '../../errors.js';
import { hideValue } from '../../text/hide-secrets.js';
import type { Choice, Question } from './edited.js';

/** An edit of a file by the run, as its copies tell it. */
export interface EditCopies {
  readonly before: Uint8Array;
  readonly left: Uint8Array;
}

/** A file of which every edit of a run, the last first, can be taken out key by key. */
export interface MergedFile {
  readonly putBack: readonly string[];
  readonly stays: readonly string[];
  readonly questions: readonly Question[];
  /** @param choices one for each question @throws UserError when that cannot be written. */
  taken(choices: readonly Choice[]): Uint8Array;
}

/**
 * Edits that follow on each other are one. What somebody did between two of them stands in the copies of the later one, and is none of
 * the run's: so it takes out each stretch by itself. Undefined when only the file as a whole can be put back. Pure.
 */
export function mergedFile(
  path: string,
  edits: readonly EditCopies[],
  now: Uint8Array,
): MergedFile | undefined {
  const stretches = joined(edits);
  const kept = fold(path, stretches, now, new Set());
  if (kept === undefined) return undefined;
  const taken = kept.flatMap(({ merge: { units } }) => units.filter(({ state }) => state === 'as-left'));
  const conflicts = conflictsIn(kept.map(({ merge: { units } }) => units));
  return {
    putBack: taken.map((unit) => `${unit.where}: ${value(unit, 'now')} becomes ${value(unit, 'before')}`),
    // What an earlier stretch sees as somebody's is so.
    stays: [...new Set(kept.slice(0, 1).flatMap(({ merge: { theirs } }) => theirs))],
    questions: conflicts.map(({ which, units, between }) => {
      const [last] = units;
      const first = units.at(-1) ?? last;
      return {
        what: `${which} in ${path}`,
        before: value(first, 'before'),
        left: value(last, 'left'),
        now: `${value(last, 'now')}${between ? ', as somebody made it between two changes of this run' : ''}`,
        choices: ['keep', 'before'],
      };
    }),
    taken: (choices) => {
      const before = conflicts.flatMap(({ key }, index) => (choices[index] === 'before' ? [key] : []));
      const done = fold(path, stretches, now, new Set(before))?.at(-1);
      if (done !== undefined) return done.bytes;
      throw new UserError(`${path} cannot be put back key by key the way that was chosen.`, {
        why: 'It would not read as meant. Nothing was taken back.',
        next: 'Choose to keep these values, or edit the file by hand first.',
      });
    },
  };
}

function joined(edits: readonly EditCopies[]): readonly EditCopies[] {
  const result: EditCopies[] = [];
  for (const { before, left } of edits) {
    const last = result.at(-1);
    if (last !== undefined && Buffer.from(last.left).equals(before)) {
      result[result.length - 1] = { before: last.before, left };
    } else result.push({ before, left });
  }
  return result;
}

interface Stretch {
  readonly merge: Merge;
  /** With this stretch, and all later ones, taken out. */
  readonly bytes: Uint8Array;
}

/** @param before keys of the conflicts that become as before */
function fold(
  path: string,
  stretches: readonly EditCopies[],
  now: Uint8Array,
  before: ReadonlySet<string>,
): readonly Stretch[] | undefined {
  let bytes = now;
  const done: Stretch[] = [];
  for (const stretch of [...stretches].reverse()) {
    const found = merge({ file: path, ...stretch, now: bytes });
    if (found === undefined) return undefined;
    const also = keyed(found.units).filter(({ key, unit }) => unit.state === 'changed' && before.has(key));
    try {
      bytes = found.taken(new Set(also.map(({ unit }) => unit)));
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
    done.push({ merge: found, bytes });
  }
  return done;
}

/** One thing that several stretches may have changed is asked about once. */
interface Conflict {
  readonly key: string;
  readonly which: string;
  /** Of the last stretch first. */
  readonly units: readonly [Unit, ...Unit[]];
  /** The last stretch has found nothing of the kind: somebody has changed it before that one. */
  readonly between: boolean;
}

function conflictsIn(stretches: readonly (readonly Unit[])[]): readonly Conflict[] {
  const found = new Map<string, Conflict>();
  for (const [index, units] of stretches.entries()) {
    for (const { key, which, unit } of keyed(units)) {
      if (unit.state !== 'changed') continue;
      const known = found.get(key);
      if (known === undefined) found.set(key, { key, which, units: [unit], between: index > 0 });
      else found.set(key, { ...known, units: [...known.units, unit] });
    }
  }
  return [...found.values()];
}

/** The same place may be named more than once: a key that is given twice. */
function keyed(units: readonly Unit[]) {
  const seen = new Map<string, number>();
  const all = units.map((unit) => {
    const nth = (seen.get(unit.where) ?? 0) + 1;
    seen.set(unit.where, nth);
    return { unit, nth, key: `${nth} ${unit.where}` };
  });
  return all.map((one) => {
    const { where } = one.unit;
    const count = seen.get(where) ?? 1;
    return { ...one, which: count === 1 ? where : `${where} (${one.nth} of ${count})` };
  });
}

function value(unit: Unit, when: 'before' | 'left' | 'now'): string {
  const text = unit[when];
  return text === undefined ? 'not there' : hideValue(unit.where, text);
}
