import { access, constants } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ExitCode, UserError } from '../../errors.js';
import { isFingerprint } from '../../host/ssh/host-keys/fingerprint.js';
import type { SshWishes } from '../../host/ssh/person.js';
import type { Io } from '../../io.js';
import { escapeControl } from '../../text/escape.js';
import { unreadable } from '../answers-file.js';
import { readSecretFile } from '../secret-file.js';
import type { WhereOptions } from './flags.js';

/** Secrets of connecting that were given beforehand, by the kind of question that they answer. */
export interface SshSecrets {
  readonly password?: string;
  readonly passphrase?: string;
  readonly become?: string;
}

/** How servers are reached; the same for all that one command works on. */
export interface Reach {
  /** An absolute path. */
  readonly configFile?: string;
  readonly wishes: SshWishes;
  readonly secrets: SshSecrets;
  /** The address at which mail reaches the server. */
  readonly outside?: string;
}

/** One target. */
export interface Where {
  /** As typed: `[user@]server[:port]`; undefined: this machine. */
  readonly destination?: string;
  readonly reach: Reach;
}

/** Environment variables with secrets of connecting; other flags of this kind have none: each run is told anew where it works. */
export const secretVariables = {
  password: 'GATEWAY_SETUP_SSH_PASSWORD',
  passphrase: 'GATEWAY_SETUP_SSH_PASSPHRASE',
  become: 'GATEWAY_SETUP_BECOME_PASSWORD',
} as const satisfies Record<keyof SshSecrets, string>;

/** @throws UserError (exit 4) when flags contradict each other or a file cannot be read. */
export async function readReach(
  options: WhereOptions,
  { env, cwd }: Pick<Io, 'env' | 'cwd'>,
): Promise<Reach> {
  requireFingerprints(options.hostKey ?? []);
  const secret = async (file: string | undefined, variable: string, what: string) =>
    file === undefined ? env[variable] || undefined : readSecretFile(file, cwd, what);
  const password = await secret(options.sshPasswordFile, secretVariables.password, 'The SSH password file');
  const passphrase = await secret(
    options.sshPassphraseFile,
    secretVariables.passphrase,
    'The passphrase file',
  );
  const become = await secret(options.becomePasswordFile, secretVariables.become, 'The password file');
  return {
    ...(options.sshConfig === undefined ? {} : { configFile: await configFileOf(options.sshConfig, cwd) }),
    wishes: {
      hostKeys: options.hostKey ?? [],
      legacy: options.rememberLegacySsh === true ? 'remember' : options.legacySsh === true ? 'once' : 'no',
      become: options.become ?? 'auto',
    },
    secrets: {
      ...(password === undefined ? {} : { password }),
      ...(passphrase === undefined ? {} : { passphrase }),
      ...(become === undefined ? {} : { become }),
    },
    ...(options.outside === undefined ? {} : { outside: options.outside }),
  };
}

/** As `ssh -F` takes it: `none` is no file at all. @throws UserError (exit 4) */
async function configFileOf(text: string, cwd: string): Promise<string> {
  if (text === 'none') return '/dev/null';
  const path = resolve(cwd, text);
  await access(path, constants.R_OK).catch((cause: unknown) => {
    throw unreadable('The SSH configuration', text, cause);
  });
  return path;
}

/** The only server that a command works on. @throws UserError (exit 4) when there are several. */
export async function readWhere(options: WhereOptions, io: Pick<Io, 'env' | 'cwd'>): Promise<Where> {
  const [destination, another] = options.host ?? [];
  if (another !== undefined) {
    throw new UserError('--host was given more than once, and this command works on one server.', {
      why: 'Nothing was done.',
      next: 'Run it once for each server; audit and setup take several.',
      exitCode: ExitCode.usage,
    });
  }
  if (destination === undefined) requireNoReach(options);
  const reach = await readReach(options, io);
  return { ...(destination === undefined ? {} : { destination }), reach };
}

/** A mistyped one would look like a changed key later. @throws UserError (exit 4) */
function requireFingerprints(given: readonly string[]): void {
  const wrong = given.find((one) => !isFingerprint(one));
  if (wrong === undefined) return;
  throw new UserError(`--host-key: "${escapeControl(wrong, 200)}" is no fingerprint of a host key.`, {
    why: 'A host key is accepted by its fingerprint alone. Nothing was done.',
    next: 'Give it as ssh-keygen -l prints it, such as --host-key SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8 or --host-key MD5:16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48.',
    exitCode: ExitCode.usage,
  });
}

const needsHost = {
  sshConfig: '--ssh-config',
  hostKey: '--host-key',
  legacySsh: '--legacy-ssh',
  rememberLegacySsh: '--remember-legacy-ssh',
  become: '--become',
  sshPasswordFile: '--ssh-password-file',
  sshPassphraseFile: '--ssh-passphrase-file',
  becomePasswordFile: '--become-password-file',
  outside: '--outside',
} as const;

/** Who says how the server is reached, and not which one, has forgotten something: this machine is not meant. */
export function requireNoReach(options: WhereOptions): void {
  const [flag] = Object.entries(needsHost).flatMap(([name, one]) =>
    options[name as keyof typeof needsHost] === undefined ? [] : [one],
  );
  if (flag === undefined) return;
  throw new UserError(`${flag} was given, but no --host.`, {
    why: 'Without --host it is this very machine that is worked on. Nothing was done.',
    next: 'Name the server with --host [user@]server[:port], or leave the flag out.',
    exitCode: ExitCode.usage,
  });
}
