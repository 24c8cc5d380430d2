/** A stage of connecting to one server, as it is called in `while ...`. */
export type Stage = 'reaching it' | 'waiting for its greeting' | 'exchanging keys' | 'logging in';

/** Deadlines for the stages of connecting. The time that a person is asked does not count. */
export interface StageClock {
  /** Ends the stage before, and gives this one so many milliseconds; > 0. */
  enter(stage: Stage, limitMs: number): void;
  /** The stage goes on: it has all its time again. */
  renew(): void;
  /** Stops the clock while a person is asked. */
  asking<T>(question: () => Promise<T>): Promise<T>;
  stop(): void;
}

/** `totalMs`: for all stages together. */
export function stageClock(
  expired: (stage: Stage, limitMs: number) => void,
  totalMs = Number.POSITIVE_INFINITY,
): StageClock {
  let left = totalMs;
  let current: { readonly stage: Stage; readonly limitMs: number } | undefined;
  let running: { readonly timer: NodeJS.Timeout; readonly since: number } | undefined;
  let asked = 0;
  const pause = () => {
    if (running === undefined) return;
    clearTimeout(running.timer);
    left = Math.max(1, left - (performance.now() - running.since));
    running = undefined;
  };
  const resume = () => {
    pause();
    if (current === undefined || asked > 0) return;
    const { stage } = current;
    const limitMs = Math.min(current.limitMs, left);
    running = { timer: setTimeout(() => expired(stage, limitMs), limitMs), since: performance.now() };
  };
  return {
    enter(stage, limitMs) {
      current = { stage, limitMs };
      resume();
    },
    renew: resume,
    async asking(question) {
      asked += 1;
      pause();
      try {
        return await question();
      } finally {
        asked -= 1;
        resume();
      }
    },
    stop() {
      pause();
      current = undefined;
    },
  };
}
