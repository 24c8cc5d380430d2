import { Readable } from 'node:stream';
import type { Host, RunOptions, RunResult } from '../host.js';
import { putScript } from '../put-script.js';
import type { ShellFragment } from '../shell.js';
import { targetPath } from '../target-path.js';
import { connectTcp } from './connect-tcp.js';
import { lineSplitter } from './line-splitter.js';

const defaultTimeoutMs = 60_000;
/** A survey of a large server is a few megabytes; more is a fault, and must not fill the memory. */
const maxOutputBytes = 64 * 1024 * 1024;

/** This machine as the target. */
export function localHost(): Host {
  return { name: 'this server', run, putFile, connect: connectTcp, close: async () => {} };
}

async function run(script: ShellFragment, options: RunOptions = {}): Promise<RunResult> {
  const { execa } = await import('execa');
  const child = execa('/bin/sh', ['-c', script.text], {
    // No terminal and a session of its own: a Ctrl-C reaches the wizard alone, which then decides.
    detached: options.shielded === true,
    cleanup: options.shielded !== true,
    ...(options.stdin === undefined
      ? { stdin: 'ignore' as const }
      : { input: Readable.from([options.stdin]) }),
    encoding: 'buffer',
    reject: false,
    stripFinalNewline: false,
    timeout: options.timeoutMs ?? defaultTimeoutMs,
    maxBuffer: maxOutputBytes,
    forceKillAfterDelay: 2000,
    // A daemon started by a command inherits its environment, so nothing of ours goes in: no secrets above all.
    extendEnv: false,
    env: { PATH: targetPath, HOME: '/root', LC_ALL: 'C' },
    ...(options.signal === undefined ? {} : { cancelSignal: options.signal }),
  });
  if (options.onLine !== undefined) child.stdout?.on('data', lineSplitter(options.onLine));
  const result = await child;
  return {
    code: result.exitCode ?? null,
    stdout: Buffer.from(result.stdout ?? ''),
    stderr: Buffer.from(result.stderr ?? ''),
    timedOut: result.timedOut,
    cancelled: result.isCanceled,
  };
}

async function putFile(
  path: string,
  content: Uint8Array,
  attributes: { readonly mode: number },
): Promise<void> {
  await putScript(run, path, content, attributes.mode);
}
