import { once } from 'node:events';
import { holdProcess } from '../../hold-process.js';
import type { Held } from '../../host.js';
import type { ShellFragment } from '../../shell.js';
import type { ShellStarter } from './shells.js';
import { before } from './threshold.js';

/** Milliseconds in which the complaints of what has ended may come: its status does not wait for them. */
const complaintsMs = 2000;

/** As Host.hold. */
export async function holdRemote(shells: ShellStarter, script: ShellFragment, beatMs: number): Promise<Held> {
  const process = await shells.start(script);
  const complained = once(process.stderr, 'end').catch(() => {});
  const exited = process.exited.then(async (code) => {
    await before(complained, complaintsMs);
    return code;
  });
  try {
    const { answer, isOver, release } = await holdProcess({ ...process, exited }, { beatMs });
    return {
      answer,
      isOver,
      async release() {
        await release();
        await process.end();
      },
    };
  } catch (error) {
    await process.end();
    throw error;
  }
}
