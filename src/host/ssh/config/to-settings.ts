import type { SshSettings } from '../settings.js';
import type { Account } from './account.js';
import { isServerName } from './names.js';
import { isNone, isYes, type Options } from './options.js';
import { ExpansionTrouble, expand, expandTilde, pathTokens, type TokenSources } from './tokens.js';
import { routeTrouble } from './trouble.js';

/** OpenSSH's defaults, without those that nothing here can sign with. */
const defaultIdentities = ['id_rsa', 'id_ecdsa', 'id_ed25519', 'id_dsa'].map((name) => `~/.ssh/${name}`);
/** `ssh -G` names them among its defaults: keys in a hardware token, and a kind that was never finished. */
const unusable = new Set(['id_ecdsa_sk', 'id_ed25519_sk', 'id_xmss'].map((name) => `~/.ssh/${name}`));
const defaultUserKnownHosts = ['~/.ssh/known_hosts', '~/.ssh/known_hosts2'];
const defaultGlobalKnownHosts = ['/etc/ssh/ssh_known_hosts', '/etc/ssh/ssh_known_hosts2'];

/** @throws UserError for a value that cannot be expanded or used. */
export function toSettings(options: Options, sources: TokenSources, { home, env }: Account): SshSettings {
  const one = (keyword: string) => options.get(keyword)?.[0];
  if (!isServerName(sources.hostName)) throw unusableName(sources);
  const agent = agentSocket(one('identityagent'), env.SSH_AUTH_SOCK, env, home);
  const revoked = one('revokedhostkeys');
  const seconds = Number(one('connecttimeout') ?? 0);
  const expandedPath = (keyword: string, file: string) =>
    expanded(keyword, () => expand(expandTilde(file, home), pathTokens(sources), env));
  return {
    alias: sources.alias,
    hostName: sources.hostName,
    port: sources.port,
    user: sources.user,
    identityFiles: (options.get('identityfile') ?? defaultIdentities)
      .filter((file) => !isNone(file) && !unusable.has(file))
      .map((file) => expandedPath('IdentityFile', file)),
    identitiesOnly: isYes(one('identitiesonly')),
    ...(agent === undefined ? {} : { identityAgent: agent }),
    userKnownHosts: files(options, 'userknownhostsfile', defaultUserKnownHosts, home),
    globalKnownHosts: files(options, 'globalknownhostsfile', defaultGlobalKnownHosts, home),
    ...(revoked === undefined || isNone(revoked)
      ? {}
      : { revokedHostKeys: expandedPath('RevokedHostKeys', revoked) }),
    strictHostKeyChecking: strictness(one('stricthostkeychecking')),
    ...(sources.hostKeyAlias === undefined ? {} : { hostKeyAlias: sources.hostKeyAlias }),
    hashKnownHosts: isYes(one('hashknownhosts')),
    ...(seconds > 0 ? { connectTimeoutMs: seconds * 1000 } : {}),
  };
}

/** @throws UserError for what `work` cannot expand. */
export function expanded<T>(keyword: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ExpansionTrouble)) throw error;
    throw routeTrouble(
      `${keyword} of the SSH configuration cannot be used: ${error.message}.`,
      `Put ${keyword} right in the SSH configuration, then run the same command again.`,
    );
  }
}

function files(
  options: Options,
  keyword: string,
  defaults: readonly string[],
  home: string,
): readonly string[] {
  return (options.get(keyword) ?? defaults)
    .filter((file) => !isNone(file))
    .map((file) => expanded(keyword, () => expandTilde(file, home)));
}

/** `none`, `SSH_AUTH_SOCK`, `$VARIABLE` or a path; without it the agent that the environment names. */
function agentSocket(
  value: string | undefined,
  usual: string | undefined,
  env: Account['env'],
  home: string,
): string | undefined {
  if (isNone(value)) return undefined;
  if (value === undefined || value === 'SSH_AUTH_SOCK') return usual || undefined;
  if (value.startsWith('$') && !value.startsWith('${')) return env[value.slice(1)] || undefined;
  return expanded('IdentityAgent', () => expandTilde(value, home));
}

/** As `ssh -G` and as people write it. */
function strictness(value: string | undefined): SshSettings['strictHostKeyChecking'] {
  const word = value?.toLowerCase();
  if (word === 'accept-new') return 'accept-new';
  if (word === 'no' || word === 'off' || word === 'false') return 'no';
  return isYes(word) ? 'yes' : 'ask';
}

function unusableName({ alias, hostName }: TokenSources): Error {
  return routeTrouble(
    `"${hostName}" cannot be the name of a server, which the SSH configuration says of ${alias}.`,
    `Put HostName right in the SSH configuration, then run the same command again.`,
  );
}
