import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { escapeControl } from '../../text/escape.js';
import { lowerCase } from './host-keys/host-names.js';
import type { SshSettings } from './settings.js';

const schemaVersion = 1;

type Server = Pick<SshSettings, 'hostName' | 'port'>;
type Note = (text: string) => void;

/** What is remembered of servers. To have one forgotten, delete its entry, or the file. */
interface Memory {
  readonly schemaVersion: typeof schemaVersion;
  /** By `host:port`, so that no name is one that every object has. */
  readonly hosts: Readonly<Record<string, { readonly legacySsh?: boolean }>>;
}

/** Where it is kept; undefined: there is no place for it. A relative XDG_CONFIG_HOME counts for nothing (XDG Base Directory). */
export function rememberedFile(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const { XDG_CONFIG_HOME: config = '', HOME: home = '' } = env;
  const folder = isAbsolute(config) ? config : isAbsolute(home) ? join(home, '.config') : undefined;
  return folder && join(folder, 'gateway-setup', 'hosts.json');
}

/** Whether the algorithms of old servers were allowed for this one for good. A damaged file is said, and remembers nothing. */
export function isLegacyRemembered(file: string | undefined, server: Server, note: Note): boolean {
  try {
    return read(file).hosts[keyOf(server)]?.legacySsh === true;
  } catch (error) {
    note(`What was remembered of servers cannot be read: ${reasonOf(error)}. It counts as empty.`);
    return false;
  }
}

/**
 * Allows the algorithms of old servers for this one from now on. Never throws: what goes wrong is said. Reads and writes in one
 * go, so that servers that are reached side by side do not forget each other's entries.
 */
export function rememberLegacy(file: string | undefined, server: Server, note: Note): void {
  try {
    if (file === undefined) throw new Error('there is no home folder to keep it in');
    const { hosts } = read(file);
    const key = keyOf(server);
    const memory: Memory = {
      schemaVersion,
      hosts: { ...hosts, [key]: { ...hosts[key], legacySsh: true } },
    };
    // Behind a link the file itself.
    write(existsSync(file) ? realpathSync(file) : file, `${JSON.stringify(memory, undefined, 2)}\n`);
  } catch (error) {
    note(`It is not remembered for ${escapeControl(server.hostName, 300)}: ${reasonOf(error)}.`);
  }
}

function keyOf({ hostName, port }: Server): string {
  const name = lowerCase(hostName);
  return name.includes(':') ? `[${name}]:${port}` : `${name}:${port}`;
}

/** @throws Error for a file that cannot be read, or is damaged. */
function read(file: string | undefined): Memory {
  const text = file === undefined ? undefined : textOf(file);
  if (text === undefined) return { schemaVersion, hosts: {} };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error(`${file} is no JSON; correct it or delete it`, { cause });
  }
  if (isMemory(value)) return value;
  throw new Error(`${file} is not of this form of gateway-setup; correct it or delete it`);
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function isMemory(value: unknown): value is Memory {
  if (!isObject(value) || value.schemaVersion !== schemaVersion || !isObject(value.hosts)) return false;
  return Object.values(value.hosts).every(isObject);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whole or not at all. */
function write(file: string, text: string): void {
  makeFolder(dirname(dirname(file)));
  makeFolder(dirname(file));
  const beside = `${file}.${randomBytes(6).toString('hex')}.new`;
  try {
    const handle = openSync(beside, 'wx', 0o600);
    try {
      writeFileSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** One level only: a home folder that is not there is not made. */
function makeFolder(path: string): void {
  if (!existsSync(path)) mkdirSync(path, { mode: 0o700 });
}

function reasonOf(error: unknown): string {
  return escapeControl(error instanceof Error ? error.message : String(error), 300);
}
