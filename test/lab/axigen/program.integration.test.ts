import { execFile } from 'node:child_process';
import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { packageRoot, templatePath } from '../../../src/package-root.js';
import { WorkDirectory } from './stand-in.js';
import { Talk } from './talk.js';

let directory: WorkDirectory;
let port = 0;
let init = '';
const uid = process.geteuid?.() ?? 0;

interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** Waits until the command has ended and its output is closed: a daemon that kept it open would hang here. */
function run(file: string, args: readonly string[], ownerUid = uid): Promise<Outcome> {
  const env = { ...process.env, AXIGEN_STANDIN_OWNER_UID: String(ownerUid) };
  return new Promise((resolve) => {
    execFile(file, [...args], { env, timeout: 30_000 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, output: stdout + stderr });
    });
  });
}

const service = (verb: string, ownerUid?: number) => run('/bin/sh', [init, verb], ownerUid);

function log(): Promise<string> {
  return readFile(join(directory.path, 'log', 'everything.txt'), 'latin1');
}

async function pid(): Promise<number> {
  return Number(await readFile(join(directory.path, 'run', 'axigen.pid'), 'latin1'));
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** The init script as shipped, with this directory's paths and the program run from source. */
beforeEach(async () => {
  directory = await WorkDirectory.make();
  port = await freePort();
  await directory.editConfig([['127.0.0.1:0', `127.0.0.1:${port}`]]);
  const program = join(directory.path, 'axigen');
  const main = join(packageRoot(), 'src', 'lab', 'axigen', 'main.ts');
  const loader = join(packageRoot(), 'node_modules', 'tsx', 'dist', 'loader.mjs');
  await writeFile(
    program,
    `#!/bin/sh\nexec "${process.execPath}" --import "file://${loader}" "${main}" "$@"\n`,
  );
  await chmod(program, 0o755);
  init = join(directory.path, 'init');
  const script = await readFile(templatePath('lab', 'axigen', 'init.sh'), 'utf8');
  await writeFile(
    init,
    script.replace('/opt/axigen/bin/axigen', program).replace('=/var/opt/axigen', `=${directory.path}`),
  );
});

afterEach(async () => {
  await service('stop');
  await directory.remove();
});

test('a life: start, start again, talk, reload, restart, stop', async () => {
  expect(await service('status')).toEqual({ code: 3, output: 'AXIGEN Mail Server is stopped\n' });
  expect(await service('start')).toEqual({ code: 0, output: 'Starting AXIGEN Mail Server: done\n' });
  // The command has returned, so the port is open: no waiting here.
  expect((await Talk.greet(port)).greeting).toBe('220 mail.example.test AXIGEN SMTP ready');
  const first = await pid();
  expect(await service('start')).toEqual({
    code: 0,
    output: `AXIGEN Mail Server is already running (pid ${first})\n`,
  });
  expect(await service('status')).toEqual({
    code: 0,
    output: `AXIGEN Mail Server is running (pid ${first})\n`,
  });
  expect((await service('reload')).code).toBe(0);
  expect(await service('restart')).toEqual({
    code: 0,
    output: 'Stopping AXIGEN Mail Server: done\nStarting AXIGEN Mail Server: done\n',
  });
  expect(await pid()).not.toBe(first);
  expect(await service('stop')).toEqual({ code: 0, output: 'Stopping AXIGEN Mail Server: done\n' });
  await expect(Talk.open(port)).rejects.toThrow('ECONNREFUSED');
  await expect(pid()).rejects.toThrow('ENOENT');
  expect(await service('stop')).toEqual({ code: 0, output: 'AXIGEN Mail Server is not running\n' });
  expect((await service('reload')).code).toBe(1);
  expect(await log()).toMatch(
    /08 \S+ SMTP-IN:00000001: \[127\.0\.0\.1:\d+\] connection accepted from \[127\.0\.0\.1:\d+\]\n/,
  );
});

test('SIGTERM takes leave of clients and ends within a second', async () => {
  await service('start');
  const { talk } = await Talk.greet(port);
  process.kill(await pid(), 'SIGTERM');
  expect(await talk.rest()).toBe('421 mail.example.test service is shutting down\r\n');
  expect((await service('stop')).code).toBe(0);
});

test('SIGHUP reads the configuration again', async () => {
  await service('start');
  const next = await freePort();
  await directory.editConfig([[`127.0.0.1:${port}`, `127.0.0.1:${next}`]]);
  await service('reload');
  await expect.poll(log, { timeout: 10_000 }).toContain(`smtp listener on 127.0.0.1:${next} started`);
  expect((await Talk.greet(next)).greeting).toMatch(/^220 /);
  await expect(Talk.open(port)).rejects.toThrow('ECONNREFUSED');
});

describe('a start that fails: exit code 1, the reason in the log, no pid file', () => {
  test('axigen.cfg belongs to somebody else', async () => {
    const outcome = await service('start', uid + 1);
    expect(outcome.code).toBe(1);
    expect(outcome.output).toContain('Starting AXIGEN Mail Server: failed');
    expect(await log()).toContain(
      `run/axigen.cfg: wrong owner: uid ${uid}, expected uid ${uid + 1} (user axigen)`,
    );
    await expect(pid()).rejects.toThrow('ENOENT');
  });

  test('axigen.cfg does not parse', async () => {
    await directory.editConfig([['    pop3 = {', '    pop3 {']]);
    expect((await service('start')).code).toBe(1);
    expect(await log()).toMatch(/run\/axigen\.cfg:\d+: expected "=" after "pop3", found "\{"/);
  });

  test('the port is held: the one that holds it is not harmed', async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(port, '127.0.0.1', resolve));
    expect((await service('start')).code).toBe(1);
    expect(await log()).toContain(`cannot open the smtp listener on 127.0.0.1:${port}: listen EADDRINUSE`);
    await new Promise((resolve) => holder.close(resolve));
  });
});

test('a pid file that a crash left behind does not mislead', async () => {
  await writeFile(join(directory.path, 'run', 'axigen.pid'), `${process.pid}\n`);
  expect(await service('status')).toEqual({
    code: 1,
    output: 'AXIGEN Mail Server is dead, but its pid file exists\n',
  });
  expect((await service('start')).code).toBe(0);
  expect((await stat(join(directory.path, 'run', 'axigen.pid'))).mode & 0o777).toBe(0o644);
});

test.each([
  [['--version'], 0, /^AXIGEN Mail Server 1\.2\.5 \(stand-in/],
  [['--help'], 0, /^Usage: axigen/],
  [['--colour'], 1, /--colour/],
])('the program with %j', async (args, code, output) => {
  const outcome = await run(join(directory.path, 'axigen'), args);
  expect(outcome.code).toBe(code);
  expect(outcome.output).toMatch(output);
});

test('the init script uses the commands of the period alone, and no bashism', async () => {
  const script = await readFile(templatePath('lab', 'axigen', 'init.sh'), 'utf8');
  expect(script).not.toMatch(/\b(printf|grep|sed|awk|ps|pidof|timeout|date)\b|\[\[|\$\(\w/);
});
