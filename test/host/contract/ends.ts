import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sh } from '../../../src/host/shell.js';
import { lives, pidIn, until } from './processes.js';
import type { Kind } from './traits.js';

export function ends({ host, slow }: Kind, inFolder: (name: string) => string): void {
  describe('an end before its time', () => {
    test('the deadline ends the shell and what it started', async () => {
      const pid = inFolder('deadline');
      const script = sh`echo before; sh -c 'echo $$ > "$1"; exec sleep 100' sh ${pid}; echo after`;
      const result = await host().run(script, { timeoutMs: 700 });
      expect(result).toMatchObject({ code: null, timedOut: true, cancelled: false });
      expect(result.stdout.toString()).toBe('before\n');
      expect(lives(pidIn(pid))).toBe(false);
    });

    test('whoever does not listen is killed', async () => {
      const pid = inFolder('deaf');
      const deaf = sh`sh -c 'trap "" TERM; echo $$ > "$1"; while :; do sleep 1; done' sh ${pid}`;
      const result = await host().run(sh`( ${deaf} )`, { timeoutMs: 700 });
      expect(result.timedOut).toBe(true);
      await until(() => expect(lives(pidIn(pid))).toBe(false));
    });

    test('a cancellation does the same', async () => {
      const pid = inFolder('cancelled');
      const controller = new AbortController();
      const { signal } = controller;
      const running = host().run(sh`sh -c 'echo $$ > "$1"; exec sleep 100' sh ${pid}`, { signal });
      await until(() => expect(pidIn(pid)).toBeGreaterThan(0));
      controller.abort();
      expect(await running).toMatchObject({ code: null, timedOut: false, cancelled: true });
      expect(lives(pidIn(pid))).toBe(false);
    });

    test('cancelled beforehand it does not begin', async () => {
      const file = inFolder('never');
      const result = await host().run(sh`: > ${file}`, { signal: AbortSignal.abort() });
      expect(result).toMatchObject({ code: null, cancelled: true });
      expect(existsSync(file)).toBe(false);
    });

    test('a cancellation afterwards changes nothing', async () => {
      const controller = new AbortController();
      const result = await host().run(sh`exit 4`, { signal: controller.signal });
      controller.abort();
      expect(result).toMatchObject({ code: 4, cancelled: false });
    });

    if (slow !== true)
      test('output without end is cut, and said to be', { timeout: 60_000 }, async () => {
        const result = await host().run(sh`yes`);
        expect(result.code).toBeNull();
        expect(result.stdout.length).toBe(64 * 1024 * 1024);
        expect(result.stderr.toString()).toBe('it was ended: it printed more than 64 MiB\n');
        expect(result).toMatchObject({ timedOut: false, cancelled: false });
      });
  });

  describe('a daemon that is left behind', () => {
    test('does not hold us up, though it keeps the output open; it lives on', async () => {
      const pid = inFolder('daemon');
      const result = await host().run(sh`sleep 100 & echo $! > ${pid}; echo started; exit 5`);
      expect(result).toMatchObject({ code: 5, timedOut: false, cancelled: false });
      expect(result.stdout.toString()).toBe('started\n');
      const daemon = pidIn(pid);
      expect(lives(daemon)).toBe(true);
      process.kill(daemon);
    });

    test('that talks without end does not hold us up either', async () => {
      const pid = inFolder('talker');
      const talker = sh`while :; do echo tick; sleep 0.01; done`;
      const result = await host().run(sh`( trap '' PIPE; ${talker} ) & echo $! > ${pid}; exit 6`);
      expect(result.code).toBe(6);
      process.kill(pidIn(pid));
    });

    test('all that the shell wrote itself is there', async () => {
      const pid = inFolder('daemon-after-much');
      const script = sh`sleep 100 & echo $! > ${pid}; seq 200000; echo last`;
      const { stdout } = await host().run(script);
      expect(stdout.toString().endsWith('\n200000\nlast\n')).toBe(true);
      process.kill(pidIn(pid));
    });

    test('that made a session of its own outlives even a deadline', async () => {
      const pid = inFolder('session');
      const script = sh`setsid sh -c 'echo $$ > "$1"; exec sleep 100' sh ${pid} & sleep 100`;
      expect((await host().run(script, { timeoutMs: 1000 })).timedOut).toBe(true);
      expect(lives(pidIn(pid))).toBe(true);
      process.kill(pidIn(pid));
    });

    test('and that a shielded command starts finds SIGPIPE and SIGHUP as usual', async () => {
      const signals = inFolder('signals');
      await host().run(sh`sh -c 'cat /proc/self/status' > ${signals}`, { shielded: true });
      const ignored = /^SigIgn:\t(\w+)$/m.exec(readFileSync(signals, 'latin1'))?.[1] ?? '';
      const [hangUp, brokenPipe] = [1, 13].map((signal) => 1 << (signal - 1));
      expect(Number.parseInt(ignored, 16) & ((hangUp ?? 0) | (brokenPipe ?? 0))).toBe(0);
    });
  });
}
