import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { makeCertificate } from '../../../src/lab/axigen/make-certificate.js';
import { packageRoot, templatePath } from '../../../src/package-root.js';
import { freePort } from '../proxy/free-port.js';

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const main = join(packageRoot(), 'src', 'lab', 'imss', 'main.ts');

export interface ImssPorts {
  readonly smtp: number;
  readonly reprocess: number;
  readonly pop3: number;
  readonly console: number;
}

export interface Ended {
  readonly code: number | null;
  readonly text: string;
}

/** An install root of the test with the imss.ini that the installer brings, moved to ports that are free. */
export class InstallRoot {
  readonly #running: { readonly child: ChildProcess; readonly ended: Promise<Ended> }[] = [];

  private constructor(
    readonly root: string,
    readonly ports: ImssPorts,
  ) {}

  static async create(downstream: number): Promise<InstallRoot> {
    const ports = {
      smtp: await freePort(),
      reprocess: await freePort(),
      pop3: await freePort(),
      console: await freePort(),
    };
    const made = new InstallRoot(mkdtempSync(join(tmpdir(), 'imss-root-')), ports);
    for (const folder of ['config', 'share', 'UI']) mkdirSync(made.at(folder));
    const ini = readFileSync(templatePath('lab', 'imss', 'files', 'config', 'imss.ini'), 'latin1')
      .replace('proxy_port=10025', `proxy_port=${ports.smtp}`)
      .replace('proxy_port=10024', `proxy_port=${ports.reprocess}`)
      .replace('proxy_port=10110', `proxy_port=${ports.pop3}`)
      .replace('console_port=8445', `console_port=${ports.console}`)
      .replace('downstream_smtp_server_port=10026', `downstream_smtp_server_port=${downstream}`);
    writeFileSync(made.at('config/imss.ini'), ini, 'latin1');
    writeFileSync(made.at('UI/certificate.pem'), await makeCertificate('mail.example.test'));
    made.standIn('[start]\ndelay = 0\n');
    return made;
  }

  at(path: string): string {
    return join(this.root, path);
  }

  standIn(text: string): void {
    writeFileSync(this.at('share/stand-in.ini'), text);
  }

  edit(change: (ini: string) => string): void {
    const path = this.at('config/imss.ini');
    writeFileSync(path, change(readFileSync(path, 'latin1')), 'latin1');
  }

  get log(): string {
    const path = this.at('log/stand-in.log');
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  }

  /** Starts the program in the foreground, as its init script does in the background. */
  start(): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
    const child = spawn(process.execPath, ['--import', tsx, main, this.root]);
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        text += chunk;
      });
    }
    const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, text })));
    const started = { child, ended };
    this.#running.push(started);
    return started;
  }

  async remove(): Promise<void> {
    for (const { child, ended } of this.#running) {
      child.kill('SIGKILL');
      await ended;
    }
    rmSync(this.root, { recursive: true });
  }
}
