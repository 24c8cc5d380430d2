import type { Destination } from '../destination.js';
import { isNone, type Options } from './options.js';
import type { Env, TokenSources } from './tokens.js';

/** Who asks, and where: what tokens and `~` stand for. */
export interface Account {
  readonly home: string;
  readonly localUser: string;
  readonly uid: number;
  /** What this machine calls itself. */
  readonly machine: string;
  readonly env: Env;
}

/** `jumpHost`: its name alone. */
export function tokenSources(
  options: Options,
  destination: Destination,
  account: Account,
  jumpHost?: string,
): TokenSources {
  const one = (keyword: string) => options.get(keyword)?.[0];
  return {
    alias: destination.name,
    hostName: one('hostname') ?? destination.name.toLowerCase(),
    port: destination.port ?? Number(one('port') ?? 22),
    user: destination.user ?? one('user') ?? account.localUser,
    hostKeyAlias: one('hostkeyalias'),
    jumpHost,
    home: account.home,
    localUser: account.localUser,
    uid: account.uid,
    machine: account.machine,
  };
}

/** ProxyJump and ProxyCommand as one: which of both came first has been decided. */
export function proxyOf(options: Options): { readonly jump?: string; readonly command?: string } {
  const jump = options.get('proxyjump')?.[0];
  const command = options.get('proxycommand')?.[0];
  return {
    ...(jump === undefined || isNone(jump) ? {} : { jump }),
    ...(command === undefined || isNone(command) ? {} : { command }),
  };
}
