import { PassThrough } from 'node:stream';
import type { Io } from '../../src/io.js';

export interface IoDouble {
  readonly io: Io;
  readonly out: () => string;
  readonly err: () => string;
  readonly stdin: PassThrough;
}

/** Streams of a script, or of a terminal with lines typed into it. */
export function ioDouble(
  options: { env?: Record<string, string>; cwd?: string; terminal?: boolean } = {},
): IoDouble {
  const { env = {}, cwd = '/', terminal = false } = options;
  const tty = terminal ? { isTTY: true } : {};
  const stdin = Object.assign(new PassThrough(), tty);
  const [stdout, out] = recorder(tty);
  const [stderr, err] = recorder(tty);
  return { io: { stdin, stdout, stderr, env, cwd }, out, err, stdin };
}

function recorder<T extends object>(extra: T): [PassThrough & T, () => string] {
  let text = '';
  const stream = Object.assign(new PassThrough(), extra);
  stream.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  return [stream, () => text];
}
