import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Accounts, parseAccounts } from './accounts.js';
import { parseConfig } from './config/parse.js';
import { interpretConfig, type ServerConfig } from './config/server-config.js';
import type { ConfigObject } from './config/tree.js';
import { checkPolicy } from './policy/check.js';
import { parsePolicy } from './policy/parse.js';
import type { PolicyScript } from './policy/script.js';
import type { Generation, StandInProfile } from './stand-in-profile.js';

/** A reason not to start (or not to reload) that is no syntax error: a wrong owner, a missing file. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}

export interface LoadedConfig {
  readonly tree: ConfigObject;
  readonly config: ServerConfig;
}

/**
 * Reads axigen.cfg. It must belong to the server's user, as the vendor's troubleshooting article says
 * (facts 1: an editor run by root changes the owner, and the server does not start).
 * @throws StartupError, SourceError
 */
export function loadConfig(path: string, ownerUid: number, profile: StandInProfile): LoadedConfig {
  const text = readText(path);
  const { uid } = statSync(path);
  if (uid !== ownerUid) {
    throw new StartupError(`${path}: wrong owner: uid ${uid}, expected uid ${ownerUid} (user axigen)`);
  }
  const tree = parseConfig(path, text, profile.generation);
  return { tree, config: interpretConfig(path, tree, profile) };
}

export interface LoadedPolicy {
  /** Of the file, as latin1; empty where there is none. */
  readonly text: string;
  readonly script: PolicyScript;
  readonly warnings: readonly string[];
}

/** Where the policy script lies; undefined when the configuration names none. */
export function policyPath(workdir: string, config: ServerConfig): string | undefined {
  const name = config.smtpFiltersFile;
  return name.toLowerCase() === 'none' ? undefined : resolve(workdir, name);
}

/** Reads the policy script that the configuration names. @throws StartupError, SourceError */
export function loadPolicy(workdir: string, config: ServerConfig, generation: Generation): LoadedPolicy {
  const path = policyPath(workdir, config);
  if (path === undefined) {
    return { text: '', script: { file: 'none', events: new Map(), methods: new Map() }, warnings: [] };
  }
  return understandPolicy(path, readText(path), generation);
}

/** @throws SourceError */
export function understandPolicy(path: string, text: string, generation: Generation): LoadedPolicy {
  const script = parsePolicy(path, text);
  return { text, script, warnings: checkPolicy(script, generation) };
}

/** Reads the stand-in's own accounts file; without one there are domains but no mailboxes. */
export function loadAccounts(workdir: string, primaryDomain: string): Accounts {
  let text = '';
  try {
    text = readFileSync(resolve(workdir, 'domains', 'accounts.ini'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw readError(error);
  }
  return parseAccounts(text, primaryDomain);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch (error) {
    throw readError(error);
  }
}

function readError(error: unknown): StartupError {
  return new StartupError(`cannot read: ${error instanceof Error ? error.message : String(error)}`);
}
