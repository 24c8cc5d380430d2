/** Commands and SFTP each take one session of the server; OpenSSH opens 10 on one connection (MaxSessions). */
const ours = 8;

export interface SessionCount {
  /** Waits for a free one. Returns what gives it back. */
  take(): Promise<() => void>;
  /** The server refused one more than those that are open: it opens no more. False when it refused the only one. */
  refused(): boolean;
}

/** Counts the sessions that are open; whoever waits is served in order. */
export function sessionCount(most = ours): SessionCount {
  let limit = most;
  let open = 0;
  const waiting: (() => void)[] = [];
  const serve = () => {
    while (open < limit) {
      const next = waiting.shift();
      if (next === undefined) return;
      open += 1;
      next();
    }
  };
  return {
    async take() {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        serve();
      });
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        open -= 1;
        serve();
      };
    },
    refused() {
      // The refused one is still counted.
      if (open <= 1) return false;
      limit = Math.min(limit, open - 1);
      return true;
    },
  };
}
