import type { Summary } from './statistics.js';

/** One line of the table: what was measured, and what it is compared with. */
export interface Row {
  readonly what: string;
  /** Milliseconds. */
  readonly measured: Summary;
  readonly baseline?: { readonly what: string; readonly measured: Summary };
  /** Measured median over baseline median. */
  readonly ratio?: number;
  /** The largest ratio that is aimed at. */
  readonly aim?: number;
  /** Milliseconds below which the median is to be. */
  readonly below?: number;
}

const columns = ['what', 'runs', 'min', 'median', 'max', 'against', 'median', 'ratio', 'aim'] as const;
/** Columns of numbers are set flush right. */
const flushRight = new Set([1, 2, 3, 4, 6, 7]);

/** The table as text, its columns padded to their widest cell. Pure. */
export function table(rows: readonly Row[]): string {
  const cells = [[...columns], ...rows.map(cellsOf)];
  const widths = columns.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, column) =>
          flushRight.has(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cellsOf({ what, measured, baseline, ratio, aim, below }: Row): string[] {
  return [
    what,
    String(measured.runs),
    duration(measured.min),
    duration(measured.median),
    duration(measured.max),
    baseline?.what ?? '-',
    baseline === undefined ? '-' : duration(baseline.measured.median),
    ratio === undefined ? '-' : ratio.toFixed(2),
    below !== undefined
      ? `< ${duration(below)}: ${measured.median < below ? 'met' : 'not met'}`
      : aim === undefined || ratio === undefined
        ? '-'
        : `<= ${aim}: ${ratio <= aim ? 'met' : 'not met'}`,
  ];
}

/** Milliseconds with their unit: below ten with one decimal, from a second on as seconds. */
export function duration(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`;
}
