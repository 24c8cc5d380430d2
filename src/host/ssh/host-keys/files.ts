import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { ExitCode, UserError } from '../../../errors.js';
import { escapeControl } from '../../../text/escape.js';
import type { SshSettings } from '../settings.js';
import { type KnownHost, readKnownHosts } from './known-hosts.js';

/** A file of known hosts with 100 000 servers has 50 MB; what is larger is something else. */
const largest = 64 * 1024 * 1024;

/** What stands for no file in ssh_config. */
function isNoFile(path: string): boolean {
  return path === 'none' || path === '/dev/null';
}

/** The only file that is ever written; undefined: there is none. */
export function rememberingFile({ userKnownHosts: [first] }: SshSettings): string | undefined {
  return first === undefined || isNoFile(first) ? undefined : first;
}

/** All known hosts files of a server, the user's first. One that is not there says nothing. @throws UserError for one that cannot be read. */
export async function readKnownHostsFiles(
  settings: Pick<SshSettings, 'userKnownHosts' | 'globalKnownHosts'>,
): Promise<{ readonly entries: readonly KnownHost[]; readonly malformed: number }> {
  const files = [...settings.userKnownHosts, ...settings.globalKnownHosts].filter((file) => !isNoFile(file));
  const read = await Promise.all([...new Set(files)].map(readOne));
  return {
    entries: read.flatMap(({ entries }) => entries),
    malformed: read.reduce((sum, { malformed }) => sum + malformed, 0),
  };
}

async function readOne(file: string): Promise<ReturnType<typeof readKnownHosts>> {
  try {
    return readKnownHosts((await bytesOf(file)).toString('utf8'), file);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { entries: [], malformed: 0 };
    throw unreadable(file, message, cause);
  }
}

/** Does not wait for a pipe that nobody writes to. @throws Error */
export async function bytesOf(file: string): Promise<Buffer> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw new Error(stat.isDirectory() ? 'it is a folder' : 'it is no regular file');
    if (stat.size > largest) throw new Error(`it has ${stat.size} bytes`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

function unreadable(file: string, reason: string, cause: unknown): UserError {
  return new UserError(
    `The known hosts file ${escapeControl(file, 300)} cannot be read: ${escapeControl(reason, 300)}.`,
    {
      why: 'It may say that the key of this server has changed or is revoked. Nothing was sent to the server.',
      next: 'Make it readable for you, or name another one with UserKnownHostsFile in ~/.ssh/config.',
      exitCode: ExitCode.couldNotLook,
      cause,
    },
  );
}
