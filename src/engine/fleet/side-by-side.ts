export interface SideBySideOptions {
  /** So many at the same time, 1 or more. */
  readonly atOnce: number;
  readonly signal: AbortSignal;
}

/**
 * Does work on so many things, some at the same time, begun in their order; the results are in that order, too. The first
 * failure is everybody's: nothing more is begun, what is in flight is told to stop by its signal and waited for, and then it
 * is thrown.
 */
export async function sideBySide<T>(
  count: number,
  { atOnce, signal }: SideBySideOptions,
  work: (index: number, signal: AbortSignal) => Promise<T>,
): Promise<readonly T[]> {
  const stop = new AbortController();
  // One for each: a signal that all of them listen to would be taken for a leak.
  const either = () => AbortSignal.any([signal, stop.signal]);
  const results: T[] = [];
  const failures: unknown[] = [];
  let next = 0;
  const worker = async () => {
    while (next < count && !stop.signal.aborted && !signal.aborted) {
      const index = next;
      next += 1;
      try {
        results[index] = await work(index, either());
      } catch (error) {
        failures.push(error);
        stop.abort();
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker));
  signal.throwIfAborted();
  if (failures.length > 0) throw failures[0];
  return results;
}
