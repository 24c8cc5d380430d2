import { type Mode, modesFor } from './mischief.js';
import { kindOf, type Point, whenOf } from './points.js';
import type { Scenario } from './scenarios.js';
import type { Trial } from './trial.js';
import { type WayOut, waysOut } from './ways-out.js';

/** Resuming is a whole setup: not as often as the others. */
const turns: readonly WayOut[] = [
  'undo.sh',
  'rollback',
  'undo.sh, killed and run again',
  'undo.sh',
  'rollback',
  'resume',
];

/** How the killing goes round. */
const killings = {
  local: ['power', 'power', 'wizard'],
  ssh: ['cut', 'power', 'cut', 'wizard'],
} as const satisfies Record<Scenario['reach'], readonly Mode[]>;

/**
 * Every point is met: between the end of one operation and the beginning of the next the world does not change, so one of the two
 * is killed at, in turn; and every operation that can fail is made to fail, in one of the ways that it can, in turn: once in a
 * step, where it is repeated there for one file after another. What runs on the server is the same over SSH: there the line is
 * cut, in the same places once in a step; and with AXIGEN's command line only what is done with it is new. Pure.
 */
export function everything(
  { reach, driver }: Pick<Scenario, 'reach' | 'driver'>,
  points: readonly Point[],
): readonly Trial[] {
  const isNew = (point: Point) => driver === 'file' || point.change === 'configure-axigen';
  const between = gaps(points).filter((pair) => pair.some(isNew));
  const killed = (reach === 'local' ? between : onceAStep(between, ([point]) => point)).map(
    (pair, index): [Point, Mode] => {
      const ways = killings[reach];
      return [pair[index % pair.length] ?? pair[0], ways[index % ways.length] ?? 'power'];
    },
  );
  const begun = points.filter((point) => whenOf(point) === 'before' && isNew(point));
  const failing = reach === 'local' ? onceAStep(begun, (point) => point) : [];
  const failed = failing.flatMap((point, index): [Point, Mode][] => {
    const ways = modesFor(kindOf(point), 'before', reach).filter((mode) => !isKilling(mode));
    const mode = ways[index % ways.length];
    return mode === undefined ? [] : [[point, mode]];
  });
  return [...killed, ...failed].map(([point, mode], index) => trial(point, mode, index));
}

/** Neighbours that nothing lies between. */
function gaps(points: readonly Point[]): readonly (readonly [Point, ...Point[]])[] {
  const found: [Point, ...Point[]][] = [];
  for (const point of points) {
    const last = found.at(-1);
    if (whenOf(point) === 'before' && last?.length === 1 && whenOf(last[0]) === 'after') last.push(point);
    else found.push([point]);
  }
  return found;
}

/** The first of those that differ in nothing but numbers. */
function onceAStep<T>(all: readonly T[], pointOf: (one: T) => Point): readonly T[] {
  const firsts = new Map<string, T>();
  for (const one of all) {
    const { step, change, name } = pointOf(one);
    const key = `${step} ${change} ${name.replace(/\d+/g, 'N')}`;
    if (!firsts.has(key)) firsts.set(key, one);
  }
  return [...firsts.values()];
}

function isKilling(mode: Mode): boolean {
  return mode === 'power' || mode === 'wizard' || mode === 'cut';
}

function trial(point: Point, mode: Mode, index: number): Trial {
  return { point, mode, wayOut: turns[index % turns.length] ?? waysOut[0], pick: 1 + ((index * 7) % 40) };
}

/**
 * So many of them that each kind of operation in each kind of change comes once, the rarest first, and that all modes and ways
 * out come in turn. The same each time. Pure.
 */
export function slice(all: readonly Trial[], atMost: number): readonly Trial[] {
  const byKind = new Map<string, Trial[]>();
  for (const one of all) {
    const key = `${kindOf(one.point)} ${one.point.change}`;
    byKind.set(key, [...(byKind.get(key) ?? []), one]);
  }
  return [...byKind.values()]
    .sort((a, b) => a.length - b.length)
    .slice(0, atMost)
    .map((same, index) => same[(index * 5) % same.length])
    .filter((one) => one !== undefined);
}
