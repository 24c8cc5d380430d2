import { sh } from '../../shell.js';
import type { SshLine } from '../line.js';
import type { RemoteProcess } from '../remote-shell.js';
import type { ShellStarter } from './shells.js';
import type { Stair } from './stair.js';
import { before } from './threshold.js';

/** Milliseconds until the command that ends another one has to be there, and then to be done. */
const endMs = 5000;
/** Milliseconds in which an ended command's status may come. */
const statusMs = 1000;

/** The shell at the top of a stair, which has got its script. */
export function remoteProcess(
  shells: ShellStarter,
  line: SshLine,
  stair: Stair,
  elevated: boolean | undefined,
): RemoteProcess {
  let over = false;
  let giveUp: (code: null) => void = () => {};
  const exited = Promise.race([
    stair.wire.exited,
    new Promise<null>((resolve) => {
      giveUp = resolve;
    }),
  ]).finally(() => {
    over = true;
  });
  exited.catch(() => {});
  const end = async () => {
    if (!over && !line.lost.aborted && stair.target !== undefined) {
      await endTarget(shells, line, stair.target, elevated);
      await before(
        exited.catch(() => null),
        statusMs,
      );
    }
    stair.wire.close();
    giveUp(null);
  };
  let ending: Promise<void> | undefined;
  return {
    stdin: stair.wire.stdin,
    ...stair.open(),
    exited,
    end: () => {
      ending ??= end();
      return ending;
    },
  };
}

/** By a second channel: most servers of the period pass no signals on. */
async function endTarget(
  shells: ShellStarter,
  line: SshLine,
  target: number,
  elevated: boolean | undefined,
): Promise<void> {
  const script = sh`
kill -TERM ${target} || exit 0
n=0
while [ $n -lt 40 ] && kill -0 ${target}; do
  n=$((n + 1))
  sleep 0.05
done
kill -KILL ${target}`;
  const signal = AbortSignal.timeout(endMs);
  const options = { line, signal, ...(elevated === undefined ? {} : { elevated }) };
  try {
    const ender = await shells.start(script, options);
    ender.stdout.resume();
    ender.stderr.resume();
    ender.stdin.end();
    await before(ender.exited, endMs);
  } catch {
    // The line is gone, or the server opens no second channel: closing the first is all that can be done.
  }
}
