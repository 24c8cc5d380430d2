import type { EventEmitter } from 'node:events';
import { constants } from 'node:os';
import { ExitCode } from '../errors.js';

const handled = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface SignalWatch {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal;
  /** From now on the wizard says what there is to say: a live display would wipe out what is written beside it. */
  sayThrough(say: (line: string) => void): void;
  /**
   * While `work` has the terminal, Ctrl-C and Ctrl-\ are for the program there: we live through them, and they ask for no stop.
   */
  aside<T>(work: () => Promise<T>): Promise<T>;
  /** Gives the signals back to the process. */
  dispose(): void;
}

/** The same for whoever ends the process. */
export interface OwnSignalWatch extends SignalWatch {
  /** What a cancelled command ends with: as every shell says it, 128 and the number of the first signal; 130 without one (Ctrl-C is a key at a prompt). */
  readonly cancelledCode: number;
}

function liveOn(): void {}

/**
 * The first signal asks for a stop; what is in flight on the server is finished by the engine. A second
 * one only says so: cutting it short is what would leave the server half changed.
 */
export function watchSignals(
  source: Pick<EventEmitter, 'on' | 'off'>,
  say: (line: string) => void,
): OwnSignalWatch {
  const controller = new AbortController();
  let tell = say;
  let away = 0;
  let cancelledCode: number = ExitCode.cancelled;
  const onInterrupt = () => {
    if (away === 0) onSignal('SIGINT');
  };
  const onSignal = (name: (typeof handled)[number]) => {
    if (controller.signal.aborted) {
      tell('Still finishing what is in flight on the server; this is not cut short.');
      return;
    }
    tell('Stopping. What is in flight on the server is finished first.');
    cancelledCode = 128 + constants.signals[name];
    controller.abort();
  };
  const handlers = {
    SIGINT: onInterrupt,
    SIGTERM: () => onSignal('SIGTERM'),
    SIGHUP: () => onSignal('SIGHUP'),
  } as const;
  for (const name of handled) source.on(name, handlers[name]);
  return {
    signal: controller.signal,
    get cancelledCode() {
      return cancelledCode;
    },
    sayThrough: (through) => {
      tell = through;
    },
    aside: async (work) => {
      away += 1;
      source.on('SIGQUIT', liveOn);
      try {
        return await work();
      } finally {
        source.off('SIGQUIT', liveOn);
        away -= 1;
      }
    },
    dispose: () => {
      for (const name of handled) source.off(name, handlers[name]);
    },
  };
}
