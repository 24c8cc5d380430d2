import type { Duplex } from 'node:stream';
import { codedError, noAnswer } from '../../coded-error.js';
import { ForwardError, type SshLine } from '../line.js';
import type { StartRemote } from '../remote-shell.js';
import { untilLost } from '../until-lost.js';
import { Prohibitions } from './prohibitions.js';
import { type Destination, throughTool } from './through-tool.js';

export interface ConnectMeans {
  readonly line: SshLine;
  readonly start: StartRemote;
}

const known = new WeakMap<SshLine, Prohibitions>();

/**
 * As Host.connect: through the line itself, or, where the server forbids that, through a program on it. @throws Error with a code as
 * a socket's, or EPROHIBITED when the server forwards nothing and has no such program; LineLost, UserError.
 */
export async function connectOverSsh(
  { line, start }: ConnectMeans,
  port: number,
  options: { readonly address?: string; readonly timeoutMs?: number } = {},
): Promise<Duplex> {
  const to = { address: options.address ?? '127.0.0.1', port, timeoutMs: options.timeoutMs ?? 5000 };
  const prohibitions = known.get(line) ?? new Prohibitions();
  known.set(line, prohibitions);
  if (prohibitions.mayTry(to)) {
    const stream = await forward(line, to, prohibitions);
    if (stream !== undefined) return stream;
  }
  const stream = await throughTool(start, line.lost, to);
  if (stream !== undefined) return stream;
  // What is forbidden for one port may be allowed for this one.
  const last = prohibitions.isKnown(to) ? undefined : await forward(line, to, prohibitions);
  if (last !== undefined) return last;
  throw codedError(
    'EPROHIBITED',
    'the SSH server forbids forwarding, and there is no perl, nc or telnet on it that could connect instead',
  );
}

/** Undefined: the server forbids it. */
async function forward(
  line: SshLine,
  to: Destination,
  prohibitions: Prohibitions,
): Promise<Duplex | undefined> {
  try {
    const stream = await inTime(line, to);
    prohibitions.allowed();
    return stream;
  } catch (error) {
    if (!(error instanceof ForwardError)) throw error;
    if (error.code !== 'EPROHIBITED') {
      prohibitions.allowed();
      throw error;
    }
    prohibitions.add(to);
    return undefined;
  }
}

async function inTime(line: SshLine, { address, port, timeoutMs }: Destination): Promise<Duplex> {
  const connecting = line.forward(address, port);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(noAnswer(address, port, timeoutMs)), timeoutMs);
  });
  try {
    return await untilLost(line.lost, Promise.race([connecting, late]));
  } catch (error) {
    connecting.then(
      (stream) => stream.destroy(),
      () => {},
    );
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
