/** The shell's Ctrl-Z and `fg`, as whatever draws on the terminal needs them. */
export interface JobControl {
  /** Calls back when the process goes on after a stop that it did not choose; returns how to end that. */
  onContinue(listener: () => void): () => void;
  /**
   * Calls back instead of stopping when somebody asks for a stop by its signal: Ctrl-Z where the terminal reads no keys for us,
   * or `kill`. The listener puts the terminal in order and calls `suspend`. Returns how to end that.
   */
  onStop(listener: () => void): () => void;
  /** Stops the whole job, as the terminal would; resolves when it goes on, at once where no shell could continue it. */
  suspend(): Promise<void>;
}

/**
 * Stops the process group and not this process alone: npx and the lab start us as their child, and a shell
 * sees that its job has stopped only when the outer one has.
 */
export const processJob: JobControl = {
  onContinue(listener) {
    process.on('SIGCONT', listener);
    return () => void process.off('SIGCONT', listener);
  },
  onStop(listener) {
    process.on('SIGTSTP', listener);
    return () => void process.off('SIGTSTP', listener);
  },
  async suspend() {
    // Whoever listens would keep us from stopping.
    const listeners = process.listeners('SIGTSTP');
    process.removeAllListeners('SIGTSTP');
    process.kill(0, 'SIGTSTP');
    // The stop comes with the return of the call or a moment later, never after the next turns of the loop.
    for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    for (const listener of listeners) process.on('SIGTSTP', listener);
  },
};
