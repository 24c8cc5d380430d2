import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { Cancelled } from '../../../errors.js';
import { escapeControl } from '../../../text/escape.js';
import { bindToThisProcess, endGroup } from '../../local/process-group.js';
import { drain } from '../../running/drain.js';
import { OutputBuffer } from '../../running/output-buffer.js';
import type { Destination } from '../destination.js';
import type { Options } from './options.js';
import { parseDump } from './parse-dump.js';
import type { Env } from './tokens.js';
import { routeTrouble } from './trouble.js';
import { withoutSecrets } from './without-secrets.js';

const mostBytes = 1024 * 1024;

export interface AskOptions {
  /** An absolute path. */
  readonly configFile: string | undefined;
  readonly env: Env;
  readonly signal: AbortSignal | undefined;
  /** Milliseconds; a `Match exec` in the configuration may take a while. Default 15 000. */
  readonly longestMs?: number;
}

/** The `ssh` in the operator's PATH. */
export function findSsh(env: Env): string | undefined {
  const folders = (env.PATH ?? '').split(delimiter).filter(isAbsolute);
  return folders.map((folder) => join(folder, 'ssh')).find(isProgram);
}

/**
 * What OpenSSH itself makes of its configuration. Undefined: it is older than 6.8 and has no -G.
 * @throws UserError with its own words when it refuses; Cancelled.
 */
export async function askSsh(
  ssh: string,
  destination: Destination,
  { configFile, env, signal, longestMs = 15_000 }: AskOptions,
): Promise<Options | undefined> {
  if (signal?.aborted) throw new Cancelled();
  const child = spawn(ssh, [...sshArguments(destination, configFile)], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: withoutSecrets(env),
  });
  const { stdout, stderr } = child;
  const printed = new OutputBuffer(mostBytes);
  const said = new OutputBuffer(mostBytes);
  stdout.on('data', (chunk: Buffer) => printed.add(chunk));
  stderr.on('data', (chunk: Buffer) => said.add(chunk));
  const ended = new Promise<number | null | Error>((resolve) => {
    child.once('exit', resolve).once('error', resolve);
  });
  const { pid } = child;
  if (pid === undefined) throw notAsked(ssh, String(await ended));
  const unbind = bindToThisProcess(pid);
  let tookTooLong = false;
  const end = () => void endGroup(pid);
  const timer = setTimeout(() => {
    tookTooLong = true;
    end();
  }, longestMs);
  signal?.addEventListener('abort', end, { once: true });
  const status = await ended;
  signal?.removeEventListener('abort', end);
  clearTimeout(timer);
  unbind();
  await drain([stdout, stderr]);
  if (signal?.aborted) throw new Cancelled();
  if (status === 0) return parseDump(printed.bytes().toString('utf8'));
  const words = said.bytes().toString('utf8');
  if (/(unknown|illegal|invalid) option -- '?G/.test(words)) return undefined;
  throw tookTooLong ? notAsked(ssh, `it took more than ${longestMs / 1000} seconds`) : refused(words);
}

/** The name comes last and after `--`: it is never an option, and no shell sees it. */
function sshArguments({ user, name, port }: Destination, configFile: string | undefined): readonly string[] {
  return [
    ...['-G', '-T'],
    ...(configFile === undefined ? [] : ['-F', configFile]),
    ...(user === undefined ? [] : ['-l', user]),
    ...(port === undefined ? [] : ['-p', String(port)]),
    ...['--', name],
  ];
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function refused(words: string): Error {
  const lines = words.trim().split(/\r?\n/).slice(-6);
  return routeTrouble(
    `The ssh program refuses its configuration: ${lines.map((line) => escapeControl(line, 300)).join('; ') || 'it gives no reason'}`,
    'Put that right in the SSH configuration (`ssh -G SERVER` shows what it makes of it), then run the same command again.',
  );
}

function notAsked(ssh: string, reason: string): Error {
  return routeTrouble(
    `${escapeControl(ssh)} could not be asked what the SSH configuration says: ${escapeControl(reason)}.`,
    'Check that `ssh -G SERVER` works and ends, then run the same command again.',
  );
}
