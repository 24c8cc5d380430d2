import type { Host } from '../host/host.js';
import { probeBanner } from '../smtp/probe-banner.js';

/** Between two tries; a refused connection costs the server nothing. */
const pauseMs = 25;

/**
 * How long port 25 gave no good greeting, as a client sees it: from `begin` (the moment before AXIGEN is
 * told to stop) to the first 220 afterwards. Looks only while it is down, so that the tries do
 * not count against AXIGEN's connection limits.
 */
export function measureOutage(host: Host, port: number, limitMs = 60_000): OutageMeter {
  let started: number | undefined;
  let watching: Promise<number | undefined> | undefined;
  let stopped = false;
  let until = Number.POSITIVE_INFINITY;

  async function watch(since: number): Promise<number | undefined> {
    // The old listener is still there for a moment; its greeting must not count as the end.
    let silent = false;
    while (!stopped && performance.now() < Math.min(since + limitMs, until)) {
      const probe = await probeBanner(() => host.connect(port), {
        timeoutMs: 1000,
        totalMs: 2000,
        closeWaitMs: 0,
      });
      const good = probe.kind === 'answered' && probe.code === 220;
      if (!good) silent = true;
      else if (silent || Number.isFinite(until)) return performance.now() - since;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    return undefined;
  }

  return {
    begin() {
      if (started !== undefined) return;
      started = performance.now();
      watching = watch(started);
    },
    async end() {
      // The check is over: what does not greet now is not waited for, the server's own deadline is running.
      until = performance.now() + 3000;
      return await watching;
    },
    cancel() {
      stopped = true;
    },
  };
}

export interface OutageMeter {
  begin(): void;
  /** Milliseconds, or undefined when it never began or no greeting came back. */
  end(): Promise<number | undefined>;
  cancel(): void;
}
