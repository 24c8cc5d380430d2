import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Accounts, parseAccounts } from './accounts.js';
import { readServerConfig, type ServerConfig } from './config/server-config.js';
import { checkPolicy } from './policy/check.js';
import { parsePolicy } from './policy/parse.js';
import type { PolicyScript } from './policy/script.js';

/** A reason not to start (or not to reload) that is no syntax error: a wrong owner, a missing file. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}

/**
 * Reads axigen.cfg. It must belong to the server's user, as the vendor's troubleshooting article says
 * (facts 1: an editor run by root changes the owner, and the server does not start).
 * @throws StartupError, SourceError
 */
export function loadConfig(path: string, ownerUid: number): ServerConfig {
  const text = readText(path);
  const { uid } = statSync(path);
  if (uid !== ownerUid) {
    throw new StartupError(`${path}: wrong owner: uid ${uid}, expected uid ${ownerUid} (user axigen)`);
  }
  return readServerConfig(path, text);
}

/** Reads the policy script that the configuration names. @throws StartupError, SourceError */
export function loadPolicy(
  workdir: string,
  config: ServerConfig,
): { policy: PolicyScript; warnings: string[] } {
  if (config.smtpFiltersFile.toLowerCase() === 'none') {
    return { policy: { file: 'none', events: new Map(), methods: new Map() }, warnings: [] };
  }
  const path = resolve(workdir, config.smtpFiltersFile);
  const policy = parsePolicy(path, readText(path));
  return { policy, warnings: checkPolicy(policy) };
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
