import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { quoteWord } from '../../../src/host/shell.js';
import { shells } from '../../host/shells.js';
import { temporaryFolder } from '../../host/temporary-folder.js';
import { TargetShell, words } from '../../support/target-shell.js';

// A service whose programs are not known but for the folder below which they lie, as with IMSS.

const folder = temporaryFolder();
const started: ReturnType<typeof spawn>[] = [];
const products: string[] = [];
let count = 0;

function target(command: readonly string[]) {
  count += 1;
  const product = folder(`product ${count}`);
  mkdirSync(`${product}/bin/deep er`, { recursive: true });
  products.push(product);
  const below = `${product}/`;
  return { product, below, shell: new TargetShell(command, folder(`run ${count}`)) };
}

/** A program that only sleeps, at this path, as a process of ours. */
async function run(path: string): Promise<ReturnType<typeof spawn>> {
  copyFileSync('/bin/sleep', path);
  chmodSync(path, 0o755);
  const child = spawn(path, ['100000'], { stdio: 'ignore' });
  started.push(child);
  await new Promise((resolve) => child.once('spawn', resolve));
  return child;
}

async function end(child: ReturnType<typeof spawn>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

afterEach(async () => {
  for (const child of started.splice(0)) await end(child);
  for (const product of products.splice(0)) if (existsSync(`${product}/pid`)) endServed(product);
  // The shells are waited for in place: between tests the runner must be heard, or it takes this file for dead.
  await new Promise((resolve) => setImmediate(resolve));
});

/** A start script: `start` runs `bin/served`, `stop` ends it, and its calls are noted. */
function script(product: string, more: { start?: string; stop?: string } = {}): string {
  const path = `${product}/S99`;
  copyFileSync('/bin/sleep', `${product}/bin/served`);
  chmodSync(`${product}/bin/served`, 0o755);
  const { start = '"$home/bin/served" 100000 & echo $! > "$home/pid"', stop = 'kill "$(cat "$home/pid")"' } =
    more;
  writeFileSync(
    path,
    `#!/bin/sh\nhome=${quoteWord(product)}\necho "$1" >> "$home/calls"\nstart() { ${start}\n}\nstop() { ${stop}\n}\ncase $1 in restart) stop; start ;; *) "$1" ;; esac\n`,
    { mode: 0o755 },
  );
  return path;
}

function endServed(product: string): void {
  spawnSync('/bin/sh', ['-c', `kill -9 "$(cat ${quoteWord(`${product}/pid`)})"`]);
}

const calls = (product: string) => readFileSync(`${product}/calls`, 'utf8').trim().split('\n');

describe.each(shells)('programs below a folder, with %s', (_name, command) => {
  const running = (shell: TargetShell, below: string) => shell.sh(`is_running ${words(below)}`).code === 0;

  test('one runs when its executable lies below it, also when that was removed', async () => {
    const { product, below, shell } = target(command);
    expect(running(shell, below)).toBe(false);
    const child = await run(`${product}/bin/deep er/a program`);
    expect(running(shell, below)).toBe(true);
    expect(shell.sh(`runs_from ${words(below)}`).said).toBe(`${child.pid}\n`);
    expect(running(shell, below.slice(0, -3).concat('/'))).toBe(false);
    expect(shell.sh(`is_stopped ${words(below)}`).code).not.toBe(0);
    rmSync(`${product}/bin/deep er/a program`);
    expect(running(shell, below)).toBe(true);
    await end(child);
    expect(running(shell, below)).toBe(false);
  });

  test('a program that is called like the folder is none', async () => {
    const { product, below, shell } = target(command);
    const elsewhere = folder(`elsewhere ${count}`);
    mkdirSync(`${elsewhere}${product}`, { recursive: true });
    await run(`${elsewhere}${product}/program`);
    await run(`${product}.old`);
    expect(running(shell, below)).toBe(false);
  });

  test('one that has ended, and was not yet taken note of, does not count', () => {
    const { product, below, shell } = target(command);
    copyFileSync('/bin/true', `${product}/bin/short`);
    chmodSync(`${product}/bin/short`, 0o755);
    // The shell that becomes `sleep` never waits for its child.
    const asked = `/bin/sh -c '"$1" & exec sleep 100000' x ${words(`${product}/bin/short`)} & parent=$!
until ps -e -o ppid= -o stat= | awk -v parent="$parent" '$1 == parent && $2 ~ /^Z/ { found = 1 } END { exit !found }'; do sleep 0.05; done
is_running ${words(below)}; answer=$?
kill -9 "$parent"
[ "$answer" -ne 0 ]`;
    expect(shell.sh(asked).code).toBe(0);
  });

  test('where there is no /proc the command line tells', async () => {
    const { product, below, shell } = target(command);
    const path = `${product.replaceAll(' ', '-')}/program`;
    mkdirSync(product.replaceAll(' ', '-'));
    const child = await run(path);
    const blind = 'ls() { return 1; }';
    const found = shell.sh(`runs_from ${words(below.replaceAll(' ', '-'))}`, blind);
    expect(found.said).toBe(`${child.pid}\n`);
    expect(shell.sh(`is_running ${words(below)}`, blind).code).not.toBe(0);
  });

  test('started, restarted and stopped by its script', () => {
    const { product, below, shell } = target(command);
    const service = words(script(product), below);
    expect(shell.sh(`start_service ${service}`)).toMatchObject({ code: 0, errors: '' });
    expect(running(shell, below)).toBe(true);
    expect(shell.sh(`start_service ${service} && restart_service ${service} '' 5`)).toMatchObject({
      code: 0,
    });
    expect(shell.sh(`stop_service ${service} 5`)).toMatchObject({ code: 0, errors: '' });
    expect(running(shell, below)).toBe(false);
    expect(calls(product)).toEqual(['start', 'restart', 'stop']);
  });

  test('messages name the folder', () => {
    const { product, below, shell } = target(command);
    const path = script(product, { start: 'exit 7', stop: ':' });
    const quick = 'wait_until() { shift; "$@"; }; wait_patiently() { shift; "$@"; }';
    expect(shell.sh(`start_service ${words(path, below)} '' 60`, quick).errors).toBe(
      `${path} start ended with status 7 and a program below ${product} does not run: see ${shell.run}/transcript.log and the logs below ${product}`,
    );
  });

  test('one that does not stop is told of', async () => {
    const { product, below, shell } = target(command);
    await run(`${product}/bin/program`);
    const path = script(product, { stop: ':' });
    expect(shell.sh(`stop_service ${words(path, below)} 2`).errors).toBe(
      `a program below ${product} did not stop within 2 seconds after ${path} stop`,
    );
  });

  test('a program that its script does not stop is left alone, and the service is started again all the same', async () => {
    const { product, below, shell } = target(command);
    await run(`${product}/bin/console`);
    const service = words(script(product), below);
    shell.sh(`run_service ${words(`${product}/S99`)} start`);
    const result = shell.sh(`stop_service ${service} 1 && start_service ${service}`);
    expect(result).toMatchObject({ code: 0, errors: '' });
    expect(calls(product)).toEqual(['start', 'stop', 'start']);
    expect(shell.sh('cat "$run/transcript.log"').said).toContain(`# still running below ${below}: `);
  });

  test('its port is waited for as long as it may take, with a sign of life', async () => {
    const { product, below, shell } = target(command);
    await run(`${product}/bin/program`);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await new Promise((resolve) => server.close(resolve));
    const signs = 'still_waiting() { printf "%s\\n" "$1"; return 1; }';
    const waited = shell.sh(`wait_for_port ${words(below, String(port))} 3`, signs);
    expect(waited.said).toBe('2\n1\n');
    expect(waited.errors).toBe(
      `a program below ${product} runs, but nothing listens on port ${port} after 3 seconds`,
    );
    expect(shell.sh(`wait_for_port ${words(below)} '' 3`).code).toBe(0);
  });
});
