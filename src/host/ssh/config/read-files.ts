import { join } from 'node:path';
import type { Destination } from '../destination.js';
import { type Account, tokenSources } from './account.js';
import { evaluate } from './evaluate.js';
import { type Entry, loadConfig } from './load.js';
import { isNone, type Options } from './options.js';
import { expanded } from './to-settings.js';
import { expand, expandTilde, pathTokens } from './tokens.js';
import { routeTrouble } from './trouble.js';

export interface ConfigPaths {
  /** Instead of the operator's and the system's. */
  readonly configFile: string | undefined;
  /** `/etc/ssh/ssh_config` */
  readonly systemConfig: string;
}

/** @throws UserError with file and line. */
export function loadFiles(
  { configFile, systemConfig }: ConfigPaths,
  { home, uid }: Account,
): readonly (readonly Entry[])[] {
  const own = { folder: join(home, '.ssh'), home, uid };
  if (configFile !== undefined)
    return [loadConfig({ ...own, path: configFile, mustBeOwn: false, mustExist: true })];
  const path = join(home, '.ssh', 'config');
  const system = { path: systemConfig, folder: '/etc/ssh', home: undefined, uid };
  return [
    loadConfig({ ...own, path, mustBeOwn: true, mustExist: false }),
    loadConfig({ ...system, mustBeOwn: false, mustExist: false }),
  ];
}

/** What the files say of a server, in the state in which `ssh -G` prints it. @throws UserError */
export function askFiles(
  files: readonly (readonly Entry[])[],
  destination: Destination,
  account: Account,
): Options {
  const options = new Map(evaluate(files, destination, account));
  const canonical = options.get('canonicalizehostname')?.[0] ?? 'no';
  if (canonical !== 'no' && canonical !== 'false')
    throw routeTrouble(
      'The SSH configuration asks for CanonicalizeHostname, which only the ssh program can do.',
      'Install the ssh program of OpenSSH, or name the server in full and set CanonicalizeHostname to no.',
    );
  const tokens = pathTokens(tokenSources(options, destination, account));
  const path = (keyword: string) => (text: string) =>
    expanded(keyword, () => expand(expandTilde(text, account.home), tokens, account.env));
  const known = options.get('userknownhostsfile');
  if (known) options.set('userknownhostsfile', known.map(path('UserKnownHostsFile')));
  const agent = options.get('identityagent')?.[0];
  if (agent !== undefined && !isNone(agent) && !/^\$(?!\{)/.test(agent) && agent !== 'SSH_AUTH_SOCK')
    options.set('identityagent', [path('IdentityAgent')(agent)]);
  return options;
}
