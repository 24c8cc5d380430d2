/** One server of a route as `ssh_config` describes it: tokens and `~` expanded, defaults filled in. */
export interface SshSettings {
  /** As the operator typed it, or as ProxyJump names it: what people and messages call it. */
  readonly alias: string;
  readonly hostName: string;
  /** 1 to 65535. */
  readonly port: number;
  readonly user: string;
  /** Paths of private keys, in the order in which they are tried; those that do not exist are still named. */
  readonly identityFiles: readonly string[];
  /** Of the agent's keys only those of `identityFiles`. */
  readonly identitiesOnly: boolean;
  /** Path of the agent's socket; undefined: none. */
  readonly identityAgent?: string;
  /** Known hosts files, the user's before the system's; none is written but the first. */
  readonly userKnownHosts: readonly string[];
  readonly globalKnownHosts: readonly string[];
  /** A file of keys that are refused whatever else says of them; one that cannot be read refuses all. */
  readonly revokedHostKeys?: string;
  readonly strictHostKeyChecking: 'yes' | 'ask' | 'accept-new' | 'no';
  /** The name under which the host key is looked up and kept, instead of the host's. */
  readonly hostKeyAlias?: string;
  /** New entries get hashed names. */
  readonly hashKnownHosts: boolean;
  /** Milliseconds for the whole of connecting to this server; > 0. Undefined: ours. */
  readonly connectTimeoutMs?: number;
}

/** How the target is reached: through `hops`, the nearest to us first; the first of all servers perhaps through a command. */
export interface SshRoute {
  readonly hops: readonly SshSettings[];
  readonly target: SshSettings;
  /** A shell command of this machine whose standard streams are the line to the first server (ProxyCommand). */
  readonly proxyCommand?: string;
}
