import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { quoteWord } from '../../src/host/shell.js';
import type { Service } from '../../src/model/service.js';

/** How a fake service misbehaves. */
export type Fault =
  | 'will-not-start'
  | 'will-not-stop'
  | 'fails-to-stop'
  | 'starts-late-and-says-it-failed'
  | 'stops-late-and-says-it-failed';

let made = 0;

/**
 * Services that are started by a script, as in /etc/init.d, each with a real process that only sleeps. Their
 * processes have names that nothing else on this machine has, so that `ps` finds them and no others.
 */
export class FakeServices {
  readonly #folder: string;
  #made: Service[] = [];

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  add(id: string, order: number): Service {
    made += 1;
    const process = `gs${globalThis.process.pid.toString(36)}${made.toString(36)}${id}`.slice(0, 15);
    const script = join(this.#folder, `${id} script`);
    copyFileSync('/bin/sleep', join(this.#folder, process));
    chmodSync(join(this.#folder, process), 0o755);
    writeFileSync(script, serviceScript(this.#folder, id, process));
    chmodSync(script, 0o755);
    const service = { id, title: `the ${id}`, script, process, order };
    this.#made.push(service);
    return service;
  }

  /** Every call of a script so far, such as `mail stop`; forgotten once read. */
  calls(): readonly string[] {
    const file = join(this.#folder, 'calls');
    const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
    rmSync(file, { force: true });
    return lines.filter((line) => line !== '');
  }

  fault(id: string, fault: Fault): void {
    writeFileSync(join(this.#folder, `${id}.${fault}`), '');
  }

  mend(id: string, fault: Fault): void {
    rmSync(join(this.#folder, `${id}.${fault}`), { force: true });
  }

  isRunning({ id }: Pick<Service, 'id'>): boolean {
    const pid = this.#pid(id);
    if (pid === undefined) return false;
    try {
      process.kill(pid, 0);
      return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
    } catch {
      return false;
    }
  }

  running(): readonly string[] {
    return this.#made.filter((one) => this.isRunning(one)).map(({ id }) => id);
  }

  /** What a service saw when it was started: `umask`, working folder, ignored signals. */
  environment(id: string): string {
    return readFileSync(join(this.#folder, `${id}.environment`), 'utf8');
  }

  killAll(): void {
    for (const { id } of this.#made) {
      const pid = this.#pid(id);
      if (pid !== undefined && this.isRunning({ id })) process.kill(pid, 'SIGKILL');
    }
    this.#made = [];
  }

  #pid(id: string): number | undefined {
    const file = join(this.#folder, `${id}.pid`);
    return existsSync(file) ? Number(readFileSync(file, 'utf8')) : undefined;
  }
}

function serviceScript(folder: string, id: string, process: string): string {
  return `#!/bin/sh
folder=${quoteWord(folder)}
pid=$(cat "$folder/${id}.pid" 2>/dev/null)
echo "${id} $1" >> "$folder/calls"
echo "${id}: $1"
# Where nobody takes note of the dead, they are still there.
alive() {
  case $(ps -o stat= -p "\${pid:-0}" 2>/dev/null) in '' | Z*) return 1 ;; esac
}
start() {
  [ -e "$folder/${id}.will-not-start" ] && { echo '${id}: no licence' >&2; exit 7; }
  { umask; pwd; grep SigIgn /proc/self/status; } > "$folder/${id}.environment"
  # The last line of such a script is a test that says no.
  [ -e "$folder/${id}.starts-late-and-says-it-failed" ] && {
    { sleep 0.5; exec "$folder/${process}" 100000; } &
    echo $! > "$folder/${id}.pid"
    exit 1
  }
  # A daemon that keeps the output of who started it open.
  "$folder/${process}" 100000 &
  echo $! > "$folder/${id}.pid"
}
stop() {
  [ -e "$folder/${id}.will-not-stop" ] && return
  [ -e "$folder/${id}.fails-to-stop" ] && { echo '${id}: no such user' >&2; exit 3; }
  [ -e "$folder/${id}.stops-late-and-says-it-failed" ] && {
    { sleep 0.5; kill "$pid"; } > /dev/null 2>&1 &
    exit 1
  }
  kill "$pid" 2>/dev/null
}
case $1 in
  start) start ;;
  stop) stop ;;
  restart) stop; while alive; do sleep 0.05; done; start ;;
esac
`;
}
