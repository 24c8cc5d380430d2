import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { scannerHeader } from '../../../src/lab/nod32/outgoing-message.js';
import { labLicense } from '../../../src/lab/nod32/package.js';
import { connectError } from '../../../src/lab/nod32/replies.js';
import { askDaemon } from '../../../src/lab/nod32/scan-client.js';
import { packageRoot, templatePath } from '../../../src/package-root.js';
import { freePort } from '../proxy/free-port.js';
import { LineClient } from '../proxy/line-client.js';
import { type SmtpSink, startSink } from '../proxy/smtp-sink.js';
import { infectedMessage, plainMessage } from '../scanning/messages.js';

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

type Program = 'nod32d' | 'nod32smtp';

/** The installed product, moved into a folder of the test: the real init scripts and the real programs. */
let root: string;
let sink: SmtpSink;
let port: number;

const place = (path: string): string => join(root, path);
const log = (): string => (existsSync(place('nod32.log')) ? readFileSync(place('nod32.log'), 'utf8') : '');

function writeConfig(edit: (text: string) => string = (text) => text): void {
  const shipped = readFileSync(templatePath('lab', 'nod32', 'nod32.cfg'), 'utf8');
  const moved = shipped
    .replace('listen_port = 2526', `listen_port = ${port}`)
    .replace('server_port = 2525', `server_port = ${sink.port}`)
    .replace(';tmp_dir = "/tmp"', `tmp_dir = "${root}"`);
  writeFileSync(place('etc/nod32.cfg'), edit(moved));
}

function installProgram(program: Program): void {
  const source = join(packageRoot(), 'src', 'lab', 'nod32', `${program}.ts`);
  const options = `--config ${place('etc/nod32.cfg')} --socket ${place('nod32d.sock')} --pidfile ${place(`${program}.pid`)} --log ${place('nod32.log')}`;
  const command = `exec ${process.execPath} --import ${tsx} ${source} ${options}`;
  writeFileSync(place(program), `#!/bin/sh\n${command}\n`, { mode: 0o755 });
  const script = readFileSync(templatePath('lab', 'nod32', 'init.d', program), 'utf8')
    .replace(`/opt/eset/nod32/sbin/${program}`, place(program))
    .replace(`/var/run/${program}.pid`, place(`${program}.pid`));
  writeFileSync(place(`init-${program}`), script, { mode: 0o755 });
}

/** Runs an init script to its end. Its pipes are closed by then only if the daemon does not hold them. */
async function service(
  program: Program,
  verb: string,
): Promise<{ readonly code: number | null; readonly text: string }> {
  const child: ChildProcess = spawn('/bin/sh', [place(`init-${program}`), verb], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout?.on('data', (chunk) => {
    text += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    text += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, text };
}

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'nod32-daemons-'));
  sink = await startSink();
  port = await freePort();
  mkdirSync(place('etc/license'), { recursive: true });
  cpSync(templatePath('lab', 'nod32', 'templates'), place('etc/templates'), { recursive: true });
  writeFileSync(place('etc/license/nod32.lic'), labLicense());
  writeConfig();
  installProgram('nod32d');
  installProgram('nod32smtp');
});

afterEach(async () => {
  await service('nod32smtp', 'stop');
  await service('nod32d', 'stop');
  await sink.close();
  rmSync(root, { recursive: true });
});

describe('the daemons and their init scripts', () => {
  test('scan a message from end to end, and stop without a trace', async () => {
    expect(await service('nod32d', 'start')).toEqual({ code: 0, text: 'Starting nod32d\n' });
    expect(await service('nod32smtp', 'start')).toEqual({ code: 0, text: 'Starting nod32smtp\n' });
    const pid = readFileSync(place('nod32smtp.pid'), 'utf8').trim();
    expect(readFileSync(`/proc/${pid}/comm`, 'utf8')).toBe('nod32smtp\n');
    expect(await service('nod32smtp', 'start')).toEqual({ code: 0, text: 'nod32smtp is already running\n' });

    const client = new LineClient(port);
    for (const message of [plainMessage, infectedMessage]) {
      client.send(`MAIL FROM:<a@x>\r\nRCPT TO:<b@x>\r\nDATA\r\n`);
      await client.until('354');
      client.send(`${message}.\r\n`);
      await client.until('queued');
    }
    client.send('QUIT\r\n');
    await client.untilClosed();
    expect(sink.messages[0]).toBe(scannerHeader + plainMessage);
    expect(sink.messages[1]).toContain('NOD32 found an infiltration in this message.');
    expect(log()).toMatch(
      /^\w{3} [ \d]\d \d\d:\d\d:\d\d \S+ nod32d\[\d+\]: infected object "eicar.com" in /m,
    );
    expect(log()).toContain('accept (removed: EICAR test file)');

    await sink.close();
    expect(await new LineClient(port).untilClosed()).toBe(connectError);
    expect((await service('nod32smtp', 'stop')).code).toBe(0);
    expect((await service('nod32d', 'stop')).code).toBe(0);
    expect(existsSync(place('nod32d.sock'))).toBe(false);
    expect(existsSync(place('nod32d.pid'))).toBe(false);
    expect(await new LineClient(port).untilClosed()).toBe(''); // refused
  });

  test('a configuration is read at the start only; restart takes the new one', async () => {
    await service('nod32d', 'start');
    await service('nod32smtp', 'start');
    const before = port;
    port = await freePort();
    writeConfig();
    const client = new LineClient(before);
    await client.until('AXIGEN SMTP ready');
    client.socket.destroy();
    expect((await service('nod32smtp', 'restart')).code).toBe(0);
    const moved = new LineClient(port);
    await moved.until('AXIGEN SMTP ready');
    moved.socket.destroy();
  });

  test('nod32d reload takes a new configuration, and keeps the old one when the new one is wrong', async () => {
    await service('nod32d', 'start');
    writeConfig((text) => text.replace(';num_thr = 2', 'num_thr = many'));
    expect(await service('nod32d', 'reload')).toEqual({ code: 0, text: 'Reloading nod32d\n' });
    // The daemon answers requests in order, but the signal comes when it comes.
    const message = place('message');
    writeFileSync(message, plainMessage);
    while (!log().includes('configuration not reloaded')) await askDaemon(place('nod32d.sock'), message);
    expect(log()).toMatch(/line \d+: num_thr = many: must be a whole number from 1 to 1000/);
    expect(await askDaemon(place('nod32d.sock'), message)).toEqual([]);
  });

  test('a pid file left by another program does not pass for a running daemon', async () => {
    writeFileSync(place('nod32d.pid'), `${process.pid}\n`);
    expect((await service('nod32d', 'stop')).text).toBe('nod32d is not running\n');
    expect((await service('nod32d', 'start')).text).toBe('Starting nod32d\n');
  });
});

describe('refusing to start, with the reason on the spot and in the log', () => {
  async function refused(program: Program, reason: string | RegExp): Promise<void> {
    const { code, text } = await service(program, 'start');
    expect(text).toMatch(reason);
    expect(code).toBe(1);
    expect(log()).toMatch(reason);
    expect(log()).toContain('refusing to start');
    expect(existsSync(place(`${program}.pid`))).toBe(false);
  }

  test('nod32d without a licence, and with an empty one', async () => {
    rmSync(place('etc/license/nod32.lic'));
    await refused('nod32d', /no license: .*license holds no license key/);
    writeFileSync(place('etc/license/nod32.lic'), '');
    await refused('nod32d', /no license/);
    rmSync(place('etc/license'), { recursive: true });
    await refused('nod32d', /no license: cannot read/);
  });

  test('nod32smtp while nod32d is not running', async () => {
    await refused('nod32smtp', /nod32d is not running/);
  });

  test('nod32smtp on a port that is taken', async () => {
    await service('nod32d', 'start');
    writeConfig((text) => text.replace(`listen_port = ${port}`, `listen_port = ${sink.port}`));
    await refused('nod32smtp', /cannot listen on 127\.0\.0\.1:\d+: the port is taken by another program/);
  });

  test.each([
    [
      'a port that is none',
      /^listen_port.*$/m,
      'listen_port = 70000',
      /line \d+: listen_port = 70000: must be/,
    ],
    ['no [smtp] section', /^\[smtp\]$/m, '[smtpx]', /section \[smtp\] is missing/],
    [
      'an unknown action',
      /^;action_on_infected.*$/m,
      'action_on_infected = eat',
      /action_on_infected = eat: must be one of/,
    ],
    ['the agent turned off', /^agent_enabled = yes$/m, 'agent_enabled = no', /the agent is turned off/],
    ['a line that is nothing', /^\[mda\]$/m, '[mda]\nwhat', /line \d+: neither a section nor/],
  ])('nod32smtp with %s', async (_, line, wrong, reason) => {
    await service('nod32d', 'start');
    writeConfig((text) => text.replace(line, wrong));
    await refused('nod32smtp', reason);
  });

  test('an unknown option', async () => {
    const { status, stderr } = spawnSync(
      '/bin/sh',
      ['-c', `$(cat ${place('nod32d')} | sed -n 's/^exec //p') --bogus`],
      {
        encoding: 'utf8',
      },
    );
    expect(stderr).toContain('--bogus');
    expect(status).toBe(1);
  });
});
