import type { Listening } from '../running/drain.js';

/** How long the last words of an ended program may take: a packet that was lost on the way comes again, and they end by themselves. */
export const restOverALine: Listening = { quietMs: 2000, longestMs: 5000 };
