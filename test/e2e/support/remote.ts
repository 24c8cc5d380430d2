import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, expect, vi } from 'vitest';
import {
  inLab,
  labAxigenPassword,
  labMailboxPassword,
  labOperatorPassword,
  labRootPassword,
} from '../../../src/lab/paths.js';
import type { Audited, Found } from './audit.js';
import { type LabSsh, labSsh } from './lab-ssh.js';
import { expectCleanOutput } from './output.js';
import { program, run, type Said } from './run.js';
import { cleanEnvironment, type ServerLab } from './server-lab.js';

/** How the operator reaches the lab. */
export interface Reach {
  /** What --host is given. Default: the lab's alias, where root logs in with the lab's key. */
  readonly host?: string;
  /** ~/.ssh/config. Default: the lab's own. */
  readonly config?: string;
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The words before those of the product, with which it runs on another machine. Default: none. */
  readonly within?: readonly string[];
}

/** The product on this machine, and a lab at the other end of an SSH connection. */
export class Remote {
  /** The operator's home folder on this machine. */
  readonly home: string;
  /** The lab's answers, with files that lie on this machine. */
  readonly answers: string;
  readonly #sshds: Promise<number>;

  constructor(
    readonly server: ServerLab,
    readonly ssh: LabSsh,
    readonly reach: Reach,
  ) {
    this.home = ssh.home();
    if (reach.config !== undefined) writeFileSync(join(this.home, '.ssh', 'config'), reach.config);
    this.answers = this.#copyAnswers();
    this.#sshds = countSshds(server);
  }

  /** The lab's answers and the files that they name, on this machine. */
  #copyAnswers(): string {
    const media = join(this.home, 'media');
    mkdirSync(media);
    const text = readFileSync(join(this.server.lab.paths.root, inLab.answers), 'utf8');
    const here = text.replace(/^(license|package) = (.*)$/gm, (_line, key: string, path: string) => {
      const copy = join(media, basename(path));
      copyFileSync(join(this.server.lab.paths.root, path), copy);
      return `${key} = ${copy}`;
    });
    const file = join(this.home, 'answers.ini');
    writeFileSync(file, here);
    return file;
  }

  /** `gateway-setup VERB --host ...`; over when the server's side of the connection is over, too. */
  async product(verb: string, ...words: readonly string[]): Promise<Said> {
    const { host = this.ssh.host, flags = [], env = {}, within = [] } = this.reach;
    const said = await run([...within, process.execPath, program, verb, '--host', host, ...flags, ...words], {
      env: {
        ...cleanEnvironment(),
        SSH_AUTH_SOCK: undefined,
        HOME: this.home,
        GATEWAY_SETUP_MAILBOX_PASSWORD: labMailboxPassword,
        GATEWAY_SETUP_AXIGEN_PASSWORD: labAxigenPassword,
        ...env,
      },
    });
    expectCleanOutput(said);
    for (const secret of [labRootPassword, labOperatorPassword]) expect(said.all).not.toContain(secret);
    const atRest = await this.#sshds;
    await vi.waitFor(
      async () => {
        expect(await countSshds(this.server)).toBe(atRest);
      },
      { timeout: 20_000, interval: 100 },
    );
    return said;
  }

  setup(...words: readonly string[]): Promise<Said> {
    return this.product('setup', '--yes', '--answers', this.answers, ...words);
  }

  async audit(...words: readonly string[]): Promise<Audited> {
    const said = await this.product('audit', '--format', 'json', '--answers', this.answers, ...words);
    const report = JSON.parse(said.out) as { findings: readonly Found[] };
    return { said, findings: report.findings };
  }
}

async function countSshds(server: ServerLab): Promise<number> {
  return Number(await server.sh("ps -e -o comm= | grep -c '^sshd' || :"));
}

/** The operators of a test file; their home folders are gone when the file is done. */
export function useRemotes(): (
  server: ServerLab,
  reach?: Reach | ((ssh: LabSsh) => Reach),
) => Promise<Remote> {
  const homes: string[] = [];
  afterAll(() => {
    for (const home of homes) rmSync(home, { recursive: true, force: true });
  });
  return async (server, reach = {}) => {
    const ssh = labSsh(server);
    const remote = new Remote(server, ssh, typeof reach === 'function' ? reach(ssh) : reach);
    homes.push(remote.home);
    return remote;
  };
}

/** How many channels a command has opened, by what it says with --verbose. */
export function channelsOf({ all }: Said): {
  readonly commands: number;
  readonly connections: number;
  readonly files: number;
} {
  const counted = /channels opened: (\d+) for commands, (\d+) for connections, (\d+)\s+for files/.exec(
    all.replace(/\s+/g, ' '),
  );
  if (counted === null) throw new Error(`no count of channels in: ${all}`);
  const [commands = 0, connections = 0, files = 0] = counted.slice(1).map(Number);
  return { commands, connections, files };
}
