import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { createLab } from '../../src/lab/lab.js';
import { labAxigenPassword, labMailboxPassword } from '../../src/lab/paths.js';
import { setStandIn } from '../e2e/support/imss.js';
import type { Said } from '../e2e/support/run.js';
import { ServerLab } from '../e2e/support/server-lab.js';
import { differences, type Snapshot } from '../e2e/support/snapshot.js';
import { makeQuickFolder } from '../support/quick-folder.js';
import type { Bundle } from './bundle-wizard.js';
import { Fifos } from './fifos.js';
import { Likeness } from './likeness.js';
import { entriesIn, killAll, type LabProcess, labProcesses } from './processes.js';

export const stateFolder = '/var/lib/gateway-setup';

/** The programs that live on when a run is cut off: the services, and what holds the lab together. */
const living = new Set(['init', 'axigen', 'nod32d', 'nod32smtp', 'imss-standin', 'sshd', 'sshd-session']);

export interface CrashLabOptions {
  readonly name: string;
  readonly scanner: 'nod32' | 'imss';
  readonly driver: 'file' | 'cli';
  readonly bundle: Bundle;
}

/** A lab on a file system of its own, which can be full, with the place where tests meet who works in it. */
export class CrashLab {
  readonly #likeness: Likeness;

  private constructor(
    readonly server: ServerLab,
    readonly fifos: Fifos,
    readonly wizard: string,
    readonly disk: string,
    readonly secrets: Readonly<Record<string, string>>,
  ) {
    this.#likeness = new Likeness(this.root);
  }

  static async create({ name, scanner, driver, bundle }: CrashLabOptions): Promise<CrashLab> {
    const disk = makeQuickFolder('gateway-setup-crash-lab-');
    must('mount', '-t', 'tmpfs', '-o', `size=${diskSize}`, 'tmpfs', disk);
    const lab = await createLab({ name, scanner }, { env: { GATEWAY_SETUP_LABS: join(disk, 'labs') } });
    const server = new ServerLab(lab);
    if (scanner === 'imss') await setStandIn(server, { delay: '0' });
    await server.sh('mkdir /dev/crash');
    const root = `/proc/${lab.record.running.holder.pid}/root`;
    return new CrashLab(
      server,
      new Fifos(`${root}/dev/crash`),
      bundle.intoLab(root),
      disk,
      secretsFor(driver),
    );
  }

  /** The lab's root folder, with all that is mounted in there. */
  get root(): string {
    return `/proc/${this.server.lab.record.running.holder.pid}/root`;
  }

  /** Of the run and of whoever takes it back: what is neither a service nor the lab's own. */
  atWork(): readonly LabProcess[] {
    return labProcesses(this.server.lab.record.running.holder.pid).filter(({ name }) => !living.has(name));
  }

  /** Nothing of a run is at work, but for an armed undo that would wait for minutes, as while AXIGEN's command line is used. */
  isQuiet(): boolean {
    const patient = this.#patientWatch();
    return entriesIn(`${this.root}/proc`).every(
      ({ pid, parent, name }) => living.has(name) || pid === patient || parent === patient,
    );
  }

  #patientWatch(): number | undefined {
    const [id] = this.#runs();
    const left = this.read(`${stateFolder}/runs/${id}/armed-left`)?.toString() ?? '';
    const watch = this.read(`${stateFolder}/runs/${id}/watch`)?.toString() ?? '';
    return Number.parseInt(left, 10) > 30 ? Number.parseInt(watch, 10) : undefined;
  }

  #runs(): readonly string[] {
    const runs = `${this.root}${stateFolder}/runs`;
    return existsSync(runs) ? readdirSync(runs) : [];
  }

  /** All that belongs to the run is gone at one stroke; the services live on. */
  powerCut(): void {
    killAll(() => this.atWork());
  }

  /** The wizard that can be stopped. */
  start(words: readonly string[]): Promise<Said> {
    const argv = ['/opt/lab/bin/node', this.wizard, '/dev/crash', ...words];
    return this.server.exec(argv, '', this.secrets);
  }

  /** The product as it is. */
  product(...words: readonly string[]): Promise<Said> {
    return this.server.exec(['gateway-setup', ...words], '', this.secrets);
  }

  read(path: string): Buffer | undefined {
    try {
      return readFileSync(this.root + path);
    } catch {
      return undefined;
    }
  }

  async snapshot(): Promise<Snapshot> {
    const packages = await this.server.exec([
      '/bin/sh',
      '-c',
      'if [ -d /var/lib/rpm ]; then rpm -qa; else dpkg -l; fi',
    ]);
    const { pid } = this.server.lab.record.running.holder;
    return {
      files: this.#likeness.files(),
      packages: packages.out.split('\n').sort(),
      processes: labProcesses(pid)
        .map(({ name, user }) => `${user} ${name}`)
        .sort(),
      listening: listening(pid),
    };
  }

  async differs(before: Snapshot): Promise<readonly string[]> {
    return differences(before, await this.snapshot());
  }

  /** That of the first run. */
  undoScript(): string | undefined {
    const [id = ''] = this.#runs();
    return this.read(`${stateFolder}/runs/${id}/undo.sh`)?.toString('utf8');
  }

  journals(): readonly string[] {
    return this.#runs().map(
      (id) => this.read(`${stateFolder}/runs/${id}/journal.jsonl`)?.toString('utf8') ?? '',
    );
  }

  /** What may stay behind is cleared away, as the operator would do: the next one begins where this one has. */
  forget(): void {
    rmSync(this.root + stateFolder, { recursive: true, force: true });
    const temporary = `${this.root}/var/tmp`;
    for (const name of readdirSync(temporary)) if (name.startsWith('rpm-tmp.')) rmSync(join(temporary, name));
  }

  /** No room for another byte. */
  fillDisk(): void {
    for (let tries = 20; tries > 0; tries -= 1) {
      const { blocks, bfree, bsize } = statfsSync(this.disk);
      if (mounted(this.disk, (Number(blocks - bfree) * Number(bsize)) / 1024)) return;
    }
    throw new Error('the disk of the lab could not be filled');
  }

  emptyDisk(): void {
    must('mount', '-o', `remount,size=${diskSize}`, this.disk);
  }

  async down(): Promise<void> {
    this.fifos.close();
    await this.server.lab.down();
    must('umount', '-l', this.disk);
    rmSync(this.disk, { recursive: true, force: true });
  }
}

const diskSize = '400m';

/** Where AXIGEN's password is given, its command line is used. */
function secretsFor(driver: CrashLabOptions['driver']): Readonly<Record<string, string>> {
  const mailbox = { GATEWAY_SETUP_MAILBOX_PASSWORD: labMailboxPassword };
  return driver === 'file' ? mailbox : { ...mailbox, GATEWAY_SETUP_AXIGEN_PASSWORD: labAxigenPassword };
}

function mounted(disk: string, kilobytes: number): boolean {
  return spawnSync('mount', ['-o', `remount,size=${kilobytes}k`, disk]).status === 0;
}

function must(...[command = '', ...words]: readonly string[]): void {
  const { status, stderr } = spawnSync(command, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${words.join(' ')}: ${stderr}`);
}

/** Addresses and ports in the hexadecimal of proc_net(5). */
function listening(pid: number): string[] {
  return ['tcp', 'tcp6']
    .flatMap((name) => readFileSync(`/proc/${pid}/net/${name}`, 'utf8').split('\n').slice(1))
    .flatMap((line) => {
      const [, address = '', , state] = line.trim().split(/\s+/);
      return state === '0A' ? [address] : [];
    })
    .sort();
}
