import { type Letter, runSwaks } from './mail.js';
import type { Said } from './run.js';
import type { ServerLab } from './server-lab.js';

/** Up to RCPT: nothing is sent. */
export function askSwaks(
  server: ServerLab,
  envelope: Pick<Letter, 'from' | 'to'>,
  flags: readonly string[] = [],
): Promise<Said> {
  return runSwaks(server, envelope, ['--quit-after', 'RCPT', ...flags]);
}
