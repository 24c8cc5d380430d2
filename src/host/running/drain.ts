import type { Readable } from 'node:stream';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';

/** For how long an ended shell's outputs are listened to, in milliseconds. */
export interface Listening {
  /** Without a word. */
  readonly quietMs: number;
  /** Though there are words. */
  readonly longestMs: number;
}

const onThisMachine: Listening = { quietMs: 100, longestMs: 2000 };

/**
 * Waits for the rest of what an ended shell wrote, then lets go of its outputs. They end by themselves unless
 * a daemon that it left behind holds them open, as init scripts of the period do: then what comes within a
 * short quiet time is taken, and no more.
 */
export async function drain(
  outputs: readonly Readable[],
  { quietMs, longestMs } = onThisMachine,
): Promise<void> {
  let heard = Date.now();
  const hear = () => {
    heard = Date.now();
  };
  const isOpen = () => outputs.some((output) => !output.closed && !output.readableEnded);
  for (const output of outputs) output.on('data', hear);
  const began = Date.now();
  while (isOpen() && Date.now() - heard < quietMs && Date.now() - began < longestMs) {
    await sleep(5);
    // Timers come before input in a turn of the event loop: what lies ready has to be heard first.
    await turn();
  }
  for (const output of outputs) {
    output.off('data', hear);
    output.destroy();
  }
}
