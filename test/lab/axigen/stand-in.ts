import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxigenServer } from '../../../src/lab/axigen/axigen-server.js';
import { makeCertificate } from '../../../src/lab/axigen/make-certificate.js';
import { axigenPackage, type StandInBuild } from '../../../src/lab/axigen/package.js';
import { type LogLevel, logLine } from '../../../src/lab/axigen/server-log.js';
import { profileOf } from '../../../src/lab/axigen/stand-in-profile.js';

/** The generation of the article, and the later one, as the lab builds them. */
export const twelve: StandInBuild = { profile: profileOf('1.2'), cli: true };
export const ten: StandInBuild = { profile: profileOf('10'), cli: true };

/** Replacements in a file as installed; each `from` must be there. */
export type Edits = readonly (readonly [from: string, to: string])[];

/** A work directory as the package installs it, under a temporary folder, with free ports on loopback. */
export class WorkDirectory {
  private constructor(readonly path: string) {}

  static async make(build = twelve): Promise<WorkDirectory> {
    const directory = new WorkDirectory(await mkdtemp(join(tmpdir(), 'axigen-')));
    for (const file of axigenPackage(build, await makeCertificate('mail.example.test')).files) {
      if (!file.path.startsWith('/var/opt/axigen/')) continue;
      const path = join(directory.path, file.path.slice('/var/opt/axigen/'.length));
      if (file.kind === 'directory') await mkdir(path, { recursive: true });
      else await writeFile(path, file.content ?? '');
      await chmod(path, file.mode);
    }
    await directory.editConfig([
      ['0.0.0.0:25', '127.0.0.1:0'],
      ['0.0.0.0:110', '127.0.0.1:0'],
      ['127.0.0.1:7000', '127.0.0.1:0'],
    ]);
    return directory;
  }

  editConfig(edits: Edits): Promise<void> {
    return this.edit('run/axigen.cfg', edits);
  }

  editPolicy(edits: Edits): Promise<void> {
    return this.edit('filters/smtpFilters.script', edits);
  }

  remove(): Promise<void> {
    return rm(this.path, { recursive: true, force: true });
  }

  private async edit(name: string, edits: Edits): Promise<void> {
    const path = join(this.path, name);
    let text = await readFile(path, 'latin1');
    for (const [from, to] of edits) {
      if (!text.includes(from)) throw new Error(`${name} has no "${from}"`);
      text = text.replace(from, () => to);
    }
    await writeFile(path, text, 'latin1');
  }
}

/** The server in this process. */
export class StandIn {
  private constructor(
    readonly directory: WorkDirectory,
    readonly server: AxigenServer,
    /** The log's lines. */
    readonly log: readonly string[],
  ) {}

  static async start(config: Edits = [], policy: Edits = [], build = twelve): Promise<StandIn> {
    const directory = await WorkDirectory.make(build);
    try {
      await directory.editConfig(config);
      await directory.editPolicy(policy);
      return await StandIn.startIn(directory, build);
    } catch (error) {
      await directory.remove();
      throw error;
    }
  }

  static async startIn(directory: WorkDirectory, { profile }: StandInBuild): Promise<StandIn> {
    const log: string[] = [];
    const server = await AxigenServer.start({
      profile,
      workdir: directory.path,
      configFile: join(directory.path, 'run', 'axigen.cfg'),
      ownerUid: process.geteuid?.() ?? 0,
      user: undefined,
      log: {
        write: (level: LogLevel, service: string, session: string, text: string) => {
          log.push(logLine(new Date(), level, 'test', service, session, text));
        },
      },
    });
    return new StandIn(directory, server, log);
  }

  get smtpPort(): number {
    return this.server.ports().get('smtp 127.0.0.1:0') ?? 0;
  }

  get pop3Port(): number {
    return this.server.ports().get('pop3 127.0.0.1:0') ?? 0;
  }

  get cliPort(): number {
    return this.server.ports().get('cli 127.0.0.1:0') ?? 0;
  }

  async stop(): Promise<void> {
    this.server.stop();
    await this.directory.remove();
  }
}

/** A client object for the `clients` set of axigen.cfg, replacing the default as the article does. */
export function replaceDefaultClient(attributes: string): readonly [string, string] {
  return [
    'clients = ()',
    `clients = ({\npriority = 501\npatternIn = "*"\npatternOut = "*"\n${attributes}\n})`,
  ];
}
