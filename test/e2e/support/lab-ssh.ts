import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labOperatorPassword, labRootPassword } from '../../../src/lab/paths.js';
import { clientFiles, sshAlias } from '../../../src/lab/ssh/client.js';
import { sshdPaths } from '../../../src/lab/ssh/server.js';
import { sshConfigOf } from '../../../src/lab/ssh/ssh-config.js';
import { type RunOptions, run, type Said } from './run.js';
import { cleanEnvironment, type ServerLab } from './server-lab.js';

export interface Login {
  readonly user: string;
  readonly password: string;
}

/** A lab as SSH sees it, and the ways in which a test changes its sshd. */
export interface LabSsh {
  /** What the configuration calls it: `lab-NAME`. */
  readonly host: string;
  /** What `lab ssh-config` prints, and a file with it. */
  readonly config: string;
  readonly configFile: string;
  /** The client's private key: ed25519, in an era RSA. Both users take it. */
  readonly identity: string;
  readonly knownHosts: string;
  readonly root: Login;
  /** May use sudo with the own password, and su with root's. */
  readonly operator: Login;
  /**
   * A new home folder whose ~/.ssh/config reaches the lab; `before` stands in front of the lab's lines, so that it
   * wins. The caller removes it.
   */
  home(before?: string): string;
  /** `ssh -F configFile` with these options and, after the host, these words. Asks nobody, unless an option says so. */
  ssh(words: readonly string[], options?: RunOptions & { readonly flags?: readonly string[] }): Promise<Said>;
  /** Settings of sshd_config that win from the next connection on. @throws Error when sshd refuses them. */
  dropIn(name: string, text: string): Promise<void>;
  removeDropIn(name: string): Promise<void>;
  /** From the next connection on there is no SFTP. */
  withoutSftp(): Promise<void>;
  /** A line of sudoers in a file of its own, such as `Defaults requiretty`. */
  sudoers(name: string, line: string): Promise<void>;
  /** What sshd has logged so far. */
  log(): Promise<string>;
}

/** @throws UserError when this machine's lab cannot be reached over SSH. */
export function labSsh(server: ServerLab): LabSsh {
  const { lab } = server;
  const { config: configFile, identity, knownHosts } = clientFiles(lab.paths);
  const config = sshConfigOf(lab);
  const host = sshAlias(lab.record.options.name);
  const { dropIns, program, log } = sshdPaths;
  const pathOf = (name: string) => `${dropIns}/10-${name}.conf`;
  const write = async (path: string, text: string, mode: string) => {
    const { code, all } = await server.exec(
      ['/bin/sh', '-c', 'cat > "$1" && chmod "$2" "$1"', 'sh', path, mode],
      text,
    );
    if (code !== 0) throw new Error(`${path}: ${all}`);
  };
  return {
    host,
    config,
    configFile,
    identity,
    knownHosts,
    root: { user: 'root', password: labRootPassword },
    operator: { user: 'operator', password: labOperatorPassword },
    home: (before = '') => {
      const folder = mkdtempSync(join(tmpdir(), 'lab-ssh-'));
      mkdirSync(join(folder, '.ssh'), { mode: 0o700 });
      writeFileSync(join(folder, '.ssh', 'config'), before + config, { mode: 0o600 });
      return folder;
    },
    ssh: (words, { flags = [], ...options } = {}) =>
      run(['ssh', '-F', configFile, ...flags, '-o', 'BatchMode=yes', host, ...words], {
        env: cleanEnvironment(),
        ...options,
      }),
    dropIn: async (name, text) => {
      await write(pathOf(name), `${text}\n`, '644');
      await server.sh(`${program} -t`);
    },
    removeDropIn: async (name) => {
      await server.sh(`rm ${pathOf(name)}`);
    },
    withoutSftp: async () => {
      await server.sh(`rm ${dropIns}/60-sftp.conf`);
    },
    sudoers: (name, line) => write(`/etc/sudoers.d/${name}`, `${line}\n`, '440'),
    log: () => server.sh(`cat ${log}`),
  };
}
