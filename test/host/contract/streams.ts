import { randomBytes } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import type { ShellFragment } from '../../../src/host/shell.js';
import { lines, sh } from '../../../src/host/shell.js';
import { targetPath } from '../../../src/host/target-path.js';
import type { Kind } from './traits.js';

export function streams({ host }: Kind, inFolder: (name: string) => string): void {
  describe('what goes in and comes out', () => {
    test('bytes of every value, both ways', async () => {
      const bytes = Buffer.concat([
        Buffer.from(Array.from({ length: 256 }, (_, i) => i)),
        randomBytes(300_000),
      ]);
      const { stdout, code } = await host().run(sh`cat`, { stdin: bytes });
      expect(code).toBe(0);
      expect(stdout.equals(bytes)).toBe(true);
    });

    test('the two outputs apart, without a change of line ends', async () => {
      const result = await host().run(sh`printf 'out\r\n\n'; printf 'err\0\n' >&2; printf 'no end'`);
      expect(result).toEqual({
        code: 0,
        stdout: Buffer.from('out\r\n\nno end'),
        stderr: Buffer.from('err\0\n'),
        timedOut: false,
        cancelled: false,
      });
    });

    test.each([0, 1, 71, 255])('exit status %i is a result', async (status) => {
      expect((await host().run(sh`exit ${status}`)).code).toBe(status);
    });

    test('the status of the last command is that of all', async () => {
      expect((await host().run(sh`sh -c 'exit 9'`)).code).toBe(9);
    });

    test('a shell that is killed has no status', async () => {
      const result = await host().run(sh`kill -9 $$`);
      expect(result).toMatchObject({ code: null, timedOut: false, cancelled: false });
    });

    test('no input is an empty one', async () => {
      expect((await host().run(sh`wc -c`)).stdout.toString().trim()).toBe('0');
      const { stdout } = await host().run(sh`wc -c`, { stdin: new Uint8Array() });
      expect(stdout.toString().trim()).toBe('0');
    });

    test('input that the command does not want is no failure', async () => {
      expect((await host().run(sh`exit 3`, { stdin: randomBytes(2_000_000) })).code).toBe(3);
    });

    test('a script longer than one argument may be', async () => {
      const many = Array.from({ length: 4000 }, (_, i) => sh`[ ${`it's 🙂 number ${i} \\`} = x ] && exit 9`);
      const script = lines(...many, sh`printf '%s:%s' "$#" "$0"`);
      expect(script.text.length).toBeGreaterThan(128 * 1024);
      const expected = { code: 0, stdout: Buffer.from('0:sh'), stderr: Buffer.alloc(0) };
      expect(await host().run(script)).toMatchObject(expected);
    });

    test('the folder is always the same one', async () => {
      expect((await host().run(sh`pwd`)).stdout.toString()).toBe('/\n');
    });

    test('side by side', async () => {
      const numbers = Array.from({ length: 12 }, (_, i) => i);
      const results = await Promise.all(
        numbers.map((i) => host().run(sh`cat; exit ${i}`, { stdin: Buffer.from(`${i}`) })),
      );
      expect(results.map(({ code, stdout }) => [code, stdout.toString()])).toEqual(
        numbers.map((i) => [i, `${i}`]),
      );
    });
  });

  describe('the environment', () => {
    test('is clean: nothing of ours, the usual places for commands, the C locale', async () => {
      vi.stubEnv('GATEWAY_SETUP_MAILBOX_PASSWORD', 'secret');
      vi.stubEnv('LANG', 'de_DE.UTF-8');
      const environment = (await host().run(sh`env`)).stdout.toString();
      vi.unstubAllEnvs();
      const names = environment
        .trim()
        .split('\n')
        .map((line) => line.split('=')[0] ?? '');
      expect(names.filter((name) => !['PWD', 'OLDPWD', 'SHLVL', '_'].includes(name)).sort()).toEqual([
        'HOME',
        'LC_ALL',
        'PATH',
      ]);
      expect(environment).toContain(`PATH=${targetPath}\n`);
      expect(environment).toContain('LC_ALL=C\n');
    });

    test('is that of a shell without variables of its own', async () => {
      const { stdout } = await host().run(sh`echo "[$a$b$c$d$e$g$n$t$*]"`);
      expect(stdout.toString()).toBe('[]\n');
    });

    test('has no terminal', async () => {
      const { stdout } = await host().run(sh`test -t 0 || test -t 1 || test -t 2 || (: < /dev/tty) 2>&1`);
      expect(stdout.toString()).toContain('/dev/tty');
    });
  });

  describe('lines as they come', () => {
    async function linesOf(script: ShellFragment): Promise<string[]> {
      const heard: string[] = [];
      await host().run(script, { onLine: (line) => heard.push(line) });
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
      const opened: Promise<unknown>[] = [];
      await host().run(sh`echo begun; until [ -e ${gate} ]; do sleep 0.02; done; echo done`, {
        onLine: (line) => {
          heard.push(line);
          if (line === 'begun') opened.push(host().run(sh`: > ${gate}`));
        },
      });
      await Promise.all(opened);
      expect(heard).toEqual(['begun', 'done']);
    });

    test('standard error is none of them', async () => {
      expect(await linesOf(sh`echo no >&2; echo yes`)).toEqual(['yes']);
    });
  });
}
