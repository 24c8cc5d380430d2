import { createHash } from 'node:crypto';

/** `%x` and what stands for it, by its letter. */
export type Tokens = Readonly<Record<string, string>>;

export type Env = Readonly<Record<string, string | undefined>>;

/** Why a text cannot be expanded: a clause. */
export class ExpansionTrouble extends Error {}

/** Replaces `%x` and, where `env` is given, `${NAME}`; what they stand for is not looked at again. @throws ExpansionTrouble. */
export function expand(text: string, tokens: Tokens, env?: Env): string {
  return text.replace(/%(.?)|\$\{([^}]*)(\}?)/gs, (all, letter: string | undefined, name = '', end = '') => {
    if (letter !== undefined) return token(letter, tokens);
    if (env === undefined) return all;
    const value = end === '' ? undefined : env[name];
    if (value === undefined) throw new ExpansionTrouble(`the environment has no value for ${all}`);
    return value;
  });
}

function token(letter: string, tokens: Tokens): string {
  if (letter === '%') return '%';
  const value = Object.hasOwn(tokens, letter) ? tokens[letter] : undefined;
  if (value === undefined) throw new ExpansionTrouble(`%${letter} stands for nothing here`);
  return value;
}

/** `~` and `~/path`; the home of somebody else is not known here. @throws ExpansionTrouble. */
export function expandTilde(path: string, home: string): string {
  if (path === '~' || path.startsWith('~/')) return `${home}${path.slice(1)}`;
  if (path.startsWith('~'))
    throw new ExpansionTrouble(`"${path}" names the home of another user: write the whole path instead`);
  return path;
}

export interface TokenSources {
  readonly alias: string;
  readonly hostName: string;
  readonly port: number;
  readonly user: string;
  readonly hostKeyAlias: string | undefined;
  /** The last of the jump hosts. */
  readonly jumpHost: string | undefined;
  readonly home: string;
  readonly localUser: string;
  readonly uid: number;
  readonly machine: string;
}

/** The tokens of ssh_config(5) for ProxyCommand and ProxyJump; `%k` is OpenSSH's practice. */
export function proxyTokens(
  from: Omit<TokenSources, 'jumpHost' | 'home' | 'localUser' | 'uid' | 'machine'>,
): Tokens {
  return {
    h: from.hostName,
    k: from.hostKeyAlias ?? from.alias,
    n: from.alias,
    p: String(from.port),
    r: from.user,
  };
}

/** The tokens of ssh_config(5) for paths: IdentityFile, IdentityAgent, UserKnownHostsFile. */
export function pathTokens(from: TokenSources): Tokens {
  const jump = from.jumpHost ?? '';
  const connection = `${from.machine}${from.hostName}${from.port}${from.user}${jump}`;
  return {
    ...proxyTokens(from),
    C: createHash('sha1').update(connection).digest('hex'),
    d: from.home,
    i: String(from.uid),
    j: jump,
    L: from.machine.replace(/\..*/, ''),
    l: from.machine,
    u: from.localUser,
  };
}
