import { drain } from '../../running/drain.js';
import type { RemoteProcess } from '../remote-shell.js';
import { restOverALine } from '../rest.js';
import { stallWatch } from './stall.js';

/** Milliseconds that the rest may take: `sync` waits for all the disks of a server. */
const finishMs = 120_000;

/** Waits for the end of a fragment, and for the rest of its words. @throws LineLost, Stalled. */
export async function finish(process: RemoteProcess): Promise<number | null> {
  const watch = stallWatch(finishMs);
  try {
    const code = await Promise.race([process.exited, watch.over]);
    await drain([process.stdout, process.stderr], restOverALine);
    return code;
  } finally {
    watch.end();
  }
}
