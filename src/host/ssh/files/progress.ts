import type { PutOptions } from '../../host.js';

/** Whoever looks at it wants neither every packet nor to wait. */
const everyMs = 200;

/**
 * Tells how far an upload is: its beginning, every whole percent or 200 ms, and its end; what is in between is kept quiet.
 * The result is called with the bytes that have arrived since.
 */
export function progressTeller(
  onProgress: PutOptions['onProgress'],
  total: number,
  now: () => number = Date.now,
): (bytes: number) => void {
  let sent = 0;
  let told = 0;
  let toldAt = now();
  onProgress?.(0, total);
  return (bytes) => {
    sent += bytes;
    const due = sent === total || sent - told >= total / 100 || now() - toldAt >= everyMs;
    if (!due || sent === told) return;
    told = sent;
    toldAt = now();
    onProgress?.(sent, total);
  };
}
