import type { ClientChannel } from 'ssh2';
import type { Terminal } from '../../host.js';
import { drain } from '../../running/drain.js';
import { inOwnModes, showCursor, terminalEnvironment } from '../../running/on-terminal.js';
import { lines, type ShellFragment, sh } from '../../shell.js';
import type { PtySize } from '../line.js';
import { notThere } from './login-errors.js';
import type { ShellStarter } from './shells.js';

/** A terminal's end of input, for who types into no terminal here. */
const endOfInput = '\u0004';

/** As Host.attach: on a terminal of the target that is the operator's as far as anybody can see. */
export async function attachRemote(
  shells: ShellStarter,
  script: ShellFragment,
  terminal: Terminal,
): Promise<number | null> {
  const { output } = terminal;
  const { channel, stair } = await shells.rise({}, sizeOf(terminal));
  const { wire } = stair;
  let giveBack = () => {};
  try {
    // Keys that came before its modes are those of a new terminal would be taken for plain bytes.
    stair.climb((mark) => lines(terminalOf(terminal), sh`echo ${mark} $$ 0 0`, inOwnModes(script)));
    const heard = await stair.next(undefined);
    if (heard.kind !== 'ready') throw notThere('the terminal on the server', heard, stair);
    giveBack = handOver(terminal, channel);
    const { stdout } = stair.open();
    stdout.pipe(output, { end: false });
    const code = await wire.exited;
    await drain([stdout], { quietMs: 500, longestMs: 5000 });
    if (code !== 0) showCursor(terminal);
    return code;
  } catch (error) {
    showCursor(terminal);
    throw error;
  } finally {
    giveBack();
    wire.close();
  }
}

function sizeOf({ output, env }: Terminal): PtySize {
  return { term: env.TERM ?? 'dumb', columns: output.columns ?? 80, rows: output.rows ?? 24 };
}

/** The modes that a new terminal has, and what its programs are told; older versions of stty know no `iutf8`. */
function terminalOf({ env }: Terminal): ShellFragment {
  const known = Object.entries(terminalEnvironment(env)).map(([name, value]) => `${name}=${value}`);
  const isUtf8 = /utf-?8/i.test(env.LC_ALL || env.LC_CTYPE || env.LANG || '');
  return lines(
    sh`stty sane`,
    isUtf8 ? sh`stty iutf8 2>/dev/null` : sh`stty -iutf8 2>/dev/null`,
    sh`unset LC_ALL`,
    known.length === 0 ? sh`:` : sh`export ${known}`,
  );
}

/** Keys and size go to the channel until the function that is returned is called; then the terminal is as before. */
function handOver({ input, output }: Terminal, channel: ClientChannel): () => void {
  const wasRaw = input.isRaw === true;
  const onKeys = (keys: Buffer | string) => void channel.write(keys);
  const onEnd = () => void channel.write(endOfInput);
  const onResize = () => channel.setWindow(output.rows ?? 24, output.columns ?? 80, 0, 0);
  input.setRawMode?.(true);
  input.on('data', onKeys);
  input.once('end', onEnd);
  output.on('resize', onResize);
  input.resume();
  // It may have changed while sudo was asked.
  onResize();
  return () => {
    input.off('data', onKeys);
    input.off('end', onEnd);
    output.off('resize', onResize);
    input.pause();
    input.setRawMode?.(wasRaw);
  };
}
