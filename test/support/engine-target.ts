import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApplyOptions, type ApplyResult, applyStage } from '../../src/engine/apply/apply-stage.js';
import type { ProgressDisplay } from '../../src/engine/operator.js';
import { type JournalEvent, parseJournal } from '../../src/engine/run/journal.js';
import { type PlannedChanges, Run } from '../../src/engine/run/run.js';
import { sealed } from '../../src/engine/undo/seal.js';
import type { Host } from '../../src/host/host.js';
import { attachShell } from '../../src/host/local/attach-shell.js';
import { localHost } from '../../src/host/local/local-host.js';
import { shippedScript } from '../../src/host/shell.js';
import type { Service } from '../../src/model/service.js';
import { FakeServices } from './fake-services.js';

/**
 * A target that is a folder of this machine: the engine works as on any other, with a real shell, real files
 * and real processes, but its state folder lies in here, and nobody is waited for as long as on a slow server.
 */
export class EngineTarget {
  /** A word for any shell: no spaces. What lies below may be called anything. */
  readonly root = mkdtempSync(join(tmpdir(), 'gateway-setup-test-'));
  readonly services = new FakeServices(join(this.root, 'init d'));
  readonly host: Host = this.#host();
  #clock = Date.UTC(2026, 10, 21, 22, 5, 0);

  #host(): Host {
    const here = (text: string) =>
      text
        .replaceAll('/var/lib/gateway-setup', join(this.root, 'state'))
        .replace('\nlist_root=\n', `\nlist_root=${join(this.root, 'server')}\n`)
        .replace('\npatience=30\n', '\npatience=2\n')
        .replace('\nscript_patience=120\n', '\nscript_patience=20\n')
        .replaceAll('wait_until 10 is_running', 'wait_until 1 is_running')
        .replaceAll('wait_patiently 5 is_running', 'wait_patiently 1 is_running')
        .replaceAll('wait_until 5 listens_on', 'wait_until 0 listens_on')
        .replace(
          'await_ports "$ports_patience" $ports_wanted',
          `printf '%s\\n' "$ports_patience" > ${this.path('ports-patience')}; ports_missing=$ports_wanted; all_listen`,
        )
        .replace('then sleep 2; fi', 'then sleep 0.1; fi')
        .replace('\numask 077\n', '\numask 077\nsync() { :; }\n');
    const real = localHost();
    return {
      ...real,
      name: 'mail.example.test',
      run: (script, options) => real.run(shippedScript(here(script.text)), options),
      hold: (script, options) => real.hold(shippedScript(here(script.text)), options),
      attach: (script, terminal) => attachShell(shippedScript(here(script.text)), terminal),
      putFile: async (path, content, { mode }) => {
        const scripts = /(undo|apply|install)\.sh$/.test(path);
        const beside = `${here(path)}.new`;
        writeFileSync(beside, scripts ? sealedAnew(here(Buffer.from(content).toString())) : content, {
          mode,
        });
        renameSync(beside, here(path));
      },
    };
  }

  /** Where a path of the real state folder lies here. */
  here(path: string): string {
    return path.replace('/var/lib/gateway-setup', join(this.root, 'state'));
  }

  path(name: string): string {
    return join(this.root, name);
  }

  file(name: string, content: string, mode = 0o640): string {
    const path = this.path(name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, content, { mode });
    return path;
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  /** A second later than the last time. */
  now(): Date {
    this.#clock += 1000;
    return new Date(this.#clock);
  }

  begin(): Promise<Run> {
    return Run.begin(this.host, {
      gateway: 'nod32',
      version: '0',
      startedBy: 'a test',
      now: this.now(),
      answers: 'scanner = nod32\n',
    });
  }

  /** Prepares and applies a stage, with what runs now as what ran before. */
  async apply(
    run: Run,
    planned: readonly PlannedChanges[],
    more: Partial<ApplyOptions> = {},
    running?: readonly Service[],
    ports: readonly number[] = [],
  ): Promise<{ readonly result: ApplyResult; readonly progress: readonly string[] }> {
    const progress: string[] = [];
    const display: ProgressDisplay = {
      plan: (actions) => void progress.push(`plan ${actions.length}`),
      begin: (number) => void progress.push(`begin ${number}`),
      done: (number) => void progress.push(`done ${number}`),
      failed: (number) => void progress.push(`failed ${number}`),
      close: async () => void progress.push('close'),
    };
    const all = planned
      .flatMap(({ changes }) => changes)
      .flatMap((change) =>
        'readers' in change ? change.readers : 'service' in change ? [change.service] : [],
      );
    const known = [...new Map(all.map((one) => [one.id, one])).values()];
    const recorded = await run.prepare(planned, {
      running: running ?? known.filter((one) => this.services.isRunning(one)),
      ports,
    });
    const result = await applyStage(this.host, {
      folder: run.folder,
      recorded,
      progress: () => display,
      live: { perform: () => Promise.reject(new Error('nothing is done live here')) },
      ...more,
    });
    return { result, progress };
  }

  /** `sh undo.sh`, as a person runs it who has nothing but the target. */
  undo(run: Run, ...args: readonly string[]): { readonly code: number | null; readonly said: string } {
    const script = join(this.here(run.folder), 'undo.sh');
    const { status, stdout, stderr } = spawnSync('sh', [script, ...args], { encoding: 'utf8' });
    return { code: status, said: stdout + stderr };
  }

  journal(run: Run): readonly JournalEvent[] {
    return parseJournal(readFileSync(join(this.here(run.folder), 'journal.jsonl'), 'utf8'));
  }

  events(run: Run): readonly string[] {
    return this.journal(run).map(({ event, step }) => (step === undefined ? event : `${event} ${step}`));
  }

  /** Everything below a folder: contents, owner, mode. The state folder, and what services note, apart. */
  tree(name = 'server'): Readonly<Record<string, string>> {
    const found: Record<string, string> = {};
    const walk = (path: string) => {
      if (!existsSync(path)) return;
      const { mode, uid, gid } = statSync(path);
      const about = `${(mode & 0o7777).toString(8)} ${uid} ${gid}`;
      if (statSync(path).isDirectory()) {
        found[path] = about;
        for (const entry of readdirSync(path).sort()) walk(join(path, entry));
      } else found[path] = `${about} ${readFileSync(path, 'utf8')}`;
    };
    walk(this.path(name));
    return found;
  }

  remove(): void {
    this.services.killAll();
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** What stands in a sealed script is another text here. */
function sealedAnew(script: string): string {
  const text = script.replace(/# cksum: .*\n$/, '');
  return text === script ? script : sealed(text);
}
