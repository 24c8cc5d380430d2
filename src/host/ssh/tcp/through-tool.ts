import type { Duplex } from 'node:stream';
import { escapeControl } from '../../../text/escape.js';
import { codedError, noAnswer } from '../../coded-error.js';
import type { RemoteProcess, StartRemote } from '../remote-shell.js';
import { wordsOf } from '../words.js';
import { failureCode } from './failure-code.js';
import { toolNames, toolScript } from './tool-script.js';
import { ToolStream } from './tool-stream.js';
import { type Tool, tools } from './tools.js';

export interface Destination {
  readonly address: string;
  readonly port: number;
  readonly timeoutMs: number;
}

/** Bytes that a program may print before it is connected. */
const headLimit = 16_384;

/**
 * A connection that a program on the target makes. Undefined: there is none that can. @throws Error with a code as a socket's;
 * LineLost, UserError.
 */
export async function throughTool(
  start: StartRemote,
  lost: AbortSignal,
  { address, port, timeoutMs }: Destination,
): Promise<Duplex | undefined> {
  const process = await start(toolScript(address, port), { elevated: false });
  const words = wordsOf(process.stderr);
  const begun = await new Promise<Tool | 'none' | Error>((resolve) => {
    const timer = setTimeout(() => resolve(noAnswer(address, port, timeoutMs)), timeoutMs);
    whenBegun(process, words, lost, (outcome) => {
      clearTimeout(timer);
      resolve(outcome ?? notConnected(address, port, words()));
    });
  });
  if (!(begun instanceof Error) && begun !== 'none')
    return new ToolStream(process, begun.carriage(), words, lost);
  await process.end();
  if (lost.aborted) throw lost.reason;
  if (begun === 'none') return undefined;
  throw begun;
}

/**
 * Calls back once: with the program when it is connected; with nothing when its outputs have ended before, or the line. What the
 * server says stays in its output.
 */
function whenBegun(
  { stdout, stderr }: RemoteProcess,
  words: () => string,
  lost: AbortSignal,
  settle: (outcome: Tool | 'none' | undefined) => void,
): void {
  let head = Buffer.alloc(0);
  let over = false;
  const stop = (outcome: Tool | 'none' | undefined, rest = 0) => {
    if (over) return;
    over = true;
    stdout.off('data', hear);
    stderr.off('data', look);
    lost.removeEventListener('abort', onEnd);
    stdout.pause();
    if (rest > 0) stdout.unshift(head.subarray(-rest));
    settle(outcome);
  };
  const look = () => {
    const text = head.toString('latin1');
    const end = text.indexOf('\n') + 1;
    if (end === 0) return;
    const name = toolNames.find((one) => one === text.slice(0, end - 1));
    if (name === undefined) return stop('none');
    const begins = tools[name].begins(text.slice(end), words());
    if (begins !== undefined) stop(tools[name], head.length - end - begins);
  };
  const hear = (chunk: Buffer) => {
    head = Buffer.concat([head, chunk]);
    look();
    if (head.length > headLimit) stop(undefined);
  };
  const onEnd = () => stop(undefined);
  stdout.on('data', hear);
  stderr.on('data', look);
  stdout.on('error', onEnd);
  lost.addEventListener('abort', onEnd, { once: true });
  if (lost.aborted) onEnd();
  // Why it has ended stands in the other output.
  const ends = [stdout, stderr].map(
    (output) => new Promise((resolve) => output.once('close', resolve).once('end', resolve)),
  );
  void Promise.all(ends).then(onEnd);
}

function notConnected(address: string, port: number, words: string): Error {
  const said = escapeControl(words.trim().split('\n').at(-1) ?? '', 300);
  return codedError(
    failureCode(words) ?? 'EHOSTUNREACH',
    `no connection to ${address}:${port}${said === '' ? '' : `: ${said}`}`,
  );
}
