import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { localHost } from '../../../src/host/local/local-host.js';
import { lines, sh } from '../../../src/host/shell.js';
import { targetPath } from '../../../src/host/target-path.js';
import { temporaryFolder } from '../temporary-folder.js';

const { run } = localHost();
const inFolder = temporaryFolder();

/** Is there such a process, other than one that only waits to be reaped? */
function lives(pid: number): boolean {
  const status = `/proc/${pid}/stat`;
  try {
    return !/\) [ZX] /.test(readFileSync(status, 'latin1'));
  } catch {
    return false;
  }
}

const pidIn = (file: string) => Number(readFileSync(file, 'latin1'));
const until = <T>(condition: () => T) => vi.waitFor(condition, { timeout: 10_000, interval: 10 });

describe('what goes in and comes out', () => {
  test('bytes of every value, both ways', async () => {
    const bytes = Buffer.concat([
      Buffer.from(Array.from({ length: 256 }, (_, i) => i)),
      randomBytes(300_000),
    ]);
    const { stdout, code } = await run(sh`cat`, { stdin: bytes });
    expect(code).toBe(0);
    expect(stdout.equals(bytes)).toBe(true);
  });

  test('the two outputs apart, without a change of line ends', async () => {
    const result = await run(sh`printf 'out\r\n\n'; printf 'err\0\n' >&2; printf 'no end'`);
    expect(result).toEqual({
      code: 0,
      stdout: Buffer.from('out\r\n\nno end'),
      stderr: Buffer.from('err\0\n'),
      timedOut: false,
      cancelled: false,
    });
  });

  test.each([0, 1, 71, 255])('exit status %i is a result', async (status) => {
    expect((await run(sh`exit ${status}`)).code).toBe(status);
  });

  test('a shell that is killed has no status', async () => {
    expect(await run(sh`kill -9 $$`)).toMatchObject({ code: null, timedOut: false, cancelled: false });
  });

  test('no input is an empty one', async () => {
    expect((await run(sh`wc -c`)).stdout.toString().trim()).toBe('0');
    expect((await run(sh`wc -c`, { stdin: new Uint8Array() })).stdout.toString().trim()).toBe('0');
  });

  test('input that the command does not want is no failure', async () => {
    expect((await run(sh`exit 3`, { stdin: randomBytes(2_000_000) })).code).toBe(3);
  });

  test('a script longer than one argument may be', async () => {
    const many = Array.from({ length: 4000 }, (_, i) => sh`[ ${`it's 🙂 number ${i} \\`} = x ] && exit 9`);
    const script = lines(...many, sh`printf '%s:%s' "$#" "$0"`);
    expect(script.text.length).toBeGreaterThan(128 * 1024);
    expect(await run(script)).toMatchObject({
      code: 0,
      stdout: Buffer.from('0:sh'),
      stderr: Buffer.alloc(0),
    });
  });

  test('the folder that we were started in does not matter', async () => {
    expect((await run(sh`pwd`)).stdout.toString()).toBe('/\n');
    mkdirSync(inFolder('gone'));
    const { execa } = await import('execa');
    const child = await execa(process.execPath, [
      '--import',
      'tsx',
      '--input-type=module',
      '-e',
      inGoneFolder(),
    ]);
    expect(child.stdout).toBe('0');
  });

  function inGoneFolder(): string {
    const host = new URL('../../../src/host/local/local-host.ts', import.meta.url).href;
    const shell = new URL('../../../src/host/shell.ts', import.meta.url).href;
    return `
import { rmdirSync } from 'node:fs';
import { localHost } from '${host}';
import { sh } from '${shell}';
process.chdir(${JSON.stringify(inFolder('gone'))});
rmdirSync(${JSON.stringify(inFolder('gone'))});
const { code } = await localHost().run(sh\`true\`);
process.stdout.write(String(code));`;
  }
});

describe('the environment', () => {
  test('is clean: nothing of ours, the usual places for commands, the C locale', async () => {
    vi.stubEnv('GATEWAY_SETUP_MAILBOX_PASSWORD', 'secret');
    vi.stubEnv('LANG', 'de_DE.UTF-8');
    const environment = (await run(sh`env`)).stdout.toString();
    vi.unstubAllEnvs();
    const names = environment
      .trim()
      .split('\n')
      .map((line) => line.split('=')[0]);
    expect(names.filter((name) => !['PWD', 'OLDPWD', 'SHLVL', '_'].includes(name ?? '')).sort()).toEqual([
      'HOME',
      'LC_ALL',
      'PATH',
    ]);
    expect(environment).toContain(`PATH=${targetPath}\n`);
    expect(environment).toContain('LC_ALL=C\n');
  });

  test('no file that we have open is handed on', async () => {
    const ours = openSync(inFolder('ours'), 'w');
    const { stdout } = await run(sh`ls -l /proc/self/fd`);
    closeSync(ours);
    expect(stdout.toString()).toContain('1 -> ');
    expect(stdout.toString()).not.toContain(inFolder('ours'));
  });
});

describe('lines as they come', () => {
  async function linesOf(script: Parameters<typeof run>[0]): Promise<string[]> {
    const heard: string[] = [];
    await run(script, { onLine: (line) => heard.push(line) });
    return heard;
  }

  test('whole, in order, the last one without an end too', async () => {
    expect(await linesOf(sh`printf 'one\n\nthree\nlast'`)).toEqual(['one', '', 'three', 'last']);
    expect(await linesOf(sh`printf 'one\n'`)).toEqual(['one']);
    expect(await linesOf(sh`true`)).toEqual([]);
  });

  test('while the command still runs', async () => {
    const gate = inFolder('gate');
    const heard: string[] = [];
    const running = run(sh`echo begun; until [ -e ${gate} ]; do sleep 0.02; done; echo done`, {
      onLine: (line) => heard.push(line),
    });
    await until(() => expect(heard).toEqual(['begun']));
    await run(sh`: > ${gate}`);
    await running;
    expect(heard).toEqual(['begun', 'done']);
  });

  test('standard error is none of them', async () => {
    expect(await linesOf(sh`echo no >&2; echo yes`)).toEqual(['yes']);
  });
});

describe('an end before its time', () => {
  test('the deadline ends the shell and what it started', async () => {
    const pid = inFolder('deadline');
    const result = await run(sh`echo before; sh -c 'echo $$ > "$1"; exec sleep 100' sh ${pid}; echo after`, {
      timeoutMs: 400,
    });
    expect(result).toMatchObject({ code: null, timedOut: true, cancelled: false });
    expect(result.stdout.toString()).toBe('before\n');
    expect(lives(pidIn(pid))).toBe(false);
  });

  test('whoever does not listen is killed', async () => {
    const pid = inFolder('deaf');
    const deaf = sh`sh -c 'trap "" TERM; echo $$ > "$1"; while :; do sleep 1; done' sh ${pid}`;
    const result = await run(sh`( ${deaf} )`, { timeoutMs: 300 });
    expect(result.timedOut).toBe(true);
    await until(() => expect(lives(pidIn(pid))).toBe(false));
  });

  test('a cancellation does the same', async () => {
    const pid = inFolder('cancelled');
    const controller = new AbortController();
    const running = run(sh`sh -c 'echo $$ > "$1"; exec sleep 100' sh ${pid}`, { signal: controller.signal });
    await until(() => expect(pidIn(pid)).toBeGreaterThan(0));
    controller.abort();
    expect(await running).toMatchObject({ code: null, timedOut: false, cancelled: true });
    expect(lives(pidIn(pid))).toBe(false);
  });

  test('cancelled beforehand it does not begin', async () => {
    const file = inFolder('never');
    const result = await run(sh`: > ${file}`, { signal: AbortSignal.abort() });
    expect(result).toMatchObject({ code: null, cancelled: true });
    expect(existsSync(file)).toBe(false);
  });

  test('a cancellation afterwards changes nothing', async () => {
    const controller = new AbortController();
    const result = await run(sh`exit 4`, { signal: controller.signal });
    controller.abort();
    expect(result).toMatchObject({ code: 4, cancelled: false });
  });

  test('output without end is cut, and said to be', { timeout: 60_000 }, async () => {
    const result = await run(sh`yes`);
    expect(result.code).toBeNull();
    expect(result.stdout.length).toBe(64 * 1024 * 1024);
    expect(result.stderr.toString()).toBe('it was ended: it printed more than 64 MiB\n');
    expect(result).toMatchObject({ timedOut: false, cancelled: false });
  });
});

describe('a daemon that is left behind', () => {
  test('does not hold us up, though it keeps the output open; it lives on', async () => {
    const pid = inFolder('daemon');
    const result = await run(sh`sleep 100 & echo $! > ${pid}; echo started; exit 5`);
    expect(result).toMatchObject({ code: 5, timedOut: false, cancelled: false });
    expect(result.stdout.toString()).toBe('started\n');
    const daemon = pidIn(pid);
    expect(lives(daemon)).toBe(true);
    process.kill(daemon);
  });

  test('that talks without end does not hold us up either', async () => {
    const pid = inFolder('talker');
    const talker = sh`while :; do echo tick; sleep 0.01; done`;
    const result = await run(sh`( ${talker} ) & echo $! > ${pid}; exit 6`);
    expect(result.code).toBe(6);
    process.kill(pidIn(pid));
  });

  test('all that the shell wrote itself is there', async () => {
    const pid = inFolder('daemon-after-much');
    const { stdout } = await run(sh`sleep 100 & echo $! > ${pid}; seq 200000; echo last`);
    expect(stdout.toString().endsWith('\n200000\nlast\n')).toBe(true);
    process.kill(pidIn(pid));
  });

  test('that made a session of its own outlives even a deadline', async () => {
    const pid = inFolder('session');
    const script = sh`setsid sh -c 'echo $$ > "$1"; exec sleep 100' sh ${pid} & sleep 100`;
    expect((await run(script, { timeoutMs: 700 })).timedOut).toBe(true);
    expect(lives(pidIn(pid))).toBe(true);
    process.kill(pidIn(pid));
  });
});
