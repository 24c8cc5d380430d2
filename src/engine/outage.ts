import type { Host } from '../host/host.js';
import { probeBanner } from '../smtp/probe-banner.js';

/** Between two tries; a refused connection costs the server nothing. */
const pauseMs = 25;
/** The same while the operator works, and the server still answers: each try counts against its limits. */
const byHandPauseMs = 2000;

/**
 * How long port 25 gave no good greeting, as a client sees it: from `begin` (the moment before AXIGEN is told to stop,
 * or to listen elsewhere) to the first 220 after the silence. A stage in which it is silent more than once gives the sum.
 * Looks only while something is done that may silence it, so that the tries do not count against AXIGEN's connection limits.
 */
export function measureOutage(host: Host, port: number, limitMs = 60_000): OutageMeter {
  let total: number | undefined;
  let watching: Promise<void> | undefined;
  let stopped = false;
  let until = Number.POSITIVE_INFINITY;

  async function watch(how: 'at-once' | 'by-hand'): Promise<void> {
    const first = total === undefined;
    // By hand it may be minutes until something happens.
    let since = how === 'at-once' ? performance.now() : undefined;
    // The old listener is still there for a moment; its greeting must not count as the end.
    let silent = false;
    while (!stopped && performance.now() < Math.min((since ?? Number.POSITIVE_INFINITY) + limitMs, until)) {
      const probe = await probeBanner(() => host.connect(port), {
        timeoutMs: 1000,
        totalMs: 2000,
        closeWaitMs: 0,
      });
      const good = probe.kind === 'answered' && probe.code === 220;
      if (!good) {
        silent = true;
        since ??= performance.now();
      } else if (since !== undefined && (silent || Number.isFinite(until))) {
        // Over so soon that no try fell into it; of a later part that means that there was none.
        if (silent || first) total = (total ?? 0) + (performance.now() - since);
        return;
      } else if (Number.isFinite(until)) return;
      await new Promise((resolve) => setTimeout(resolve, since === undefined ? byHandPauseMs : pauseMs));
    }
    if (silent) total = Number.NaN;
  }

  return {
    begin(how = 'at-once') {
      if (watching !== undefined) return;
      watching = watch(how).finally(() => {
        watching = undefined;
      });
    },
    async end() {
      // The check is over: what does not greet now is not waited for, the server's own deadline is running.
      until = performance.now() + 3000;
      await watching;
      return Number.isNaN(total) ? undefined : total;
    },
    cancel() {
      stopped = true;
    },
  };
}

export interface OutageMeter {
  /** Something is about to be done; `by-hand`: by the operator, whenever that may be. */
  begin(how?: 'at-once' | 'by-hand'): void;
  /** Milliseconds, or undefined when it never began or no greeting came back. */
  end(): Promise<number | undefined>;
  cancel(): void;
}
