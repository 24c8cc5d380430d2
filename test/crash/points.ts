/** A point of a run, as the running code has named it. */
export interface Point {
  /** `before rename /etc/x`: when, what kind, what about. */
  readonly name: string;
  /** The how manieth of that name in the run, from 1. */
  readonly nth: number;
  /** The step that was last named in the journal before it; `begin` before the first. */
  readonly step: string;
  /** The kind of the change that was last begun there; `preparation` before the first of a stage. */
  readonly change: string;
}

export const kinds = [
  'journal-line',
  'temporary-file',
  'flush',
  'rename',
  'service-action',
  'package-action',
  'axigen-command',
  'note',
  'link',
  'removal',
  'folder',
  'rights',
  'signal',
] as const;

export type Kind = (typeof kinds)[number];

export function kindOf({ name }: Pick<Point, 'name'>): Kind {
  const [, word = ''] = name.split(' ');
  const kind = kinds.find((one) => one === word);
  if (kind === undefined) throw new RangeError(`a point of no known kind: ${name}`);
  return kind;
}

export function whenOf({ name }: Pick<Point, 'name'>): 'before' | 'after' {
  return name.startsWith('before ') ? 'before' : 'after';
}

/**
 * What the watch of an armed undo counts down is written as often as the clock lets it be: where a run has reached a point of that fewer
 * times than the one that was recorded, the time before. undefined: it comes the same number of times in each run, or had to come once. Pure.
 */
export function timeBefore(point: Point): Point | undefined {
  return point.nth > 1 && point.name.endsWith(' RUN/armed-left')
    ? { ...point, nth: point.nth - 1 }
    : undefined;
}

/** The points of a run in their order, from the lines that hooks.sh and stops.ts have written. Pure. */
export function readPoints(text: string): readonly Point[] {
  const counts = new Map<string, number>();
  let step = 'begin';
  let change = 'preparation';
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((name) => {
      const nth = (counts.get(name) ?? 0) + 1;
      counts.set(name, nth);
      const [, event = '', ofStep = '', kind = ''] =
        /journal-line (step|intent \d+|undone) ([a-z-]+)(?: ([a-z-]+))?/.exec(name) ?? [];
      if (event !== '') {
        step = ofStep;
        change = event.startsWith('intent') ? kind : 'preparation';
      }
      return { name, nth, step, change };
    });
}
