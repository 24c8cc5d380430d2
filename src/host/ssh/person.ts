/** A secret that the operator is asked for while connecting. Each is asked for once; a wrong one is said, and asked for again by whoever needs it. */
export interface SecretRequest {
  readonly kind: 'passphrase' | 'password' | 'keyboard-interactive' | 'sudo' | 'su';
  /** The server it is for (its alias), or the path of the key. */
  readonly subject: string;
  /** Who logs in, or becomes whom. */
  readonly user?: string;
  /** The question as the server asks it; escaped by whoever shows it. */
  readonly prompt?: string;
  /** What is typed may be seen (keyboard-interactive says so of user names and codes). */
  readonly echo?: boolean;
  /** The one before was refused. */
  readonly again?: boolean;
  /** Not the password to log in with, but a code, a new password, a user name: nothing that was given beforehand answers it. */
  readonly another?: boolean;
  /** A jump host asks, not the target: the target's password is not for it. */
  readonly hop?: boolean;
}

export interface HostKeyView {
  /** The server's alias, with its port where that is not 22. */
  readonly server: string;
  /** `ssh-ed25519`, `ssh-rsa`, ... */
  readonly type: string;
  /** `SHA256:...` as `ssh-keygen -l` prints it, and `MD5:aa:bb:...`, which is what servers of the period print. */
  readonly sha256: string;
  readonly md5: string;
  /** Where the server itself keeps this key, as far as everybody does. */
  readonly publicKeyFile: string;
  /** The file that would remember it. */
  readonly file: string | undefined;
}

export interface LegacyView {
  readonly server: string;
  /** The family that has no member in common: `key exchange`, `cipher`, `host key`, `MAC`. */
  readonly missing: string;
  /** What the server calls itself, such as `SSH-1.99-OpenSSH_3.6.1p2`; undefined: not known. */
  readonly ident: string | undefined;
}

export type Remembered = 'no' | 'once' | 'remember';

/** Whoever sits in front of us while a line is made. Every method may throw `Cancelled`. */
export interface SshPerson {
  /** Undefined: nobody is there, or nothing was given for this. */
  secret(request: SecretRequest): Promise<string | undefined>;
  /** An unknown host key; nothing has been sent to the server yet. Undefined: nobody is there. */
  confirmHostKey(view: HostKeyView): Promise<Remembered | undefined>;
  /** Whether the algorithms of old servers may be used for this one. Undefined: nobody is there. */
  allowLegacy(view: LegacyView): Promise<Remembered | undefined>;
  note(text: string): void;
}

/** What was said on the command line about connecting. */
export interface SshWishes {
  /** Fingerprints `SHA256:...` (or `MD5:...`) of host keys that are accepted where the key is not known. */
  readonly hostKeys: readonly string[];
  /** `--legacy-ssh`: the algorithms of old servers are allowed; `remember`: and are from now on for this host. */
  readonly legacy: 'no' | 'once' | 'remember';
  /** How commands get to be root's; auto: not at all for root, else sudo. */
  readonly become: 'auto' | 'none' | 'sudo' | 'su';
}
