/** A set of measurements, all in the same unit. */
export interface Summary {
  readonly runs: number;
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** @throws RangeError when there is nothing to summarize, or one of the values is no number. */
export function summarize(values: readonly number[]): Summary {
  if (values.some((value) => !Number.isFinite(value))) throw new RangeError('a measurement is not a number');
  const sorted = [...values].sort((a, b) => a - b);
  const [min] = sorted;
  const max = sorted.at(-1);
  if (min === undefined || max === undefined) throw new RangeError('nothing was measured');
  return { runs: sorted.length, min, median: medianOf(sorted), max };
}

/** The middle value; of an even number of them, the mean of the two in the middle. */
function medianOf(sorted: readonly number[]): number {
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  return (lower + upper) / 2;
}

/** How many times the baseline, by their medians. @throws RangeError for a baseline of nothing. */
export function ratio(measured: Summary, baseline: Summary): number {
  if (baseline.median <= 0) throw new RangeError('the baseline took no time');
  return measured.median / baseline.median;
}
