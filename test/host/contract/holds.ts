import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { NotHeld } from '../../../src/host/hold-process.js';
import { sh } from '../../../src/host/shell.js';
import { until } from './processes.js';
import type { Kind } from './traits.js';

export function holds({ host }: Kind, inFolder: (name: string) => string): void {
  describe('what is held', () => {
    test('answers, has its beats, and ends when it is let go', async () => {
      const [beats, gone] = [inFolder('beats'), inFolder('gone')];
      const script = sh`echo 'this is it'; while read -r beat; do echo beat >> ${beats}; done; : > ${gone}`;
      const held = await host().hold(script, { beatMs: 50 });
      expect(held.answer).toBe('this is it');
      await until(() => expect(readFileSync(beats, 'latin1').split('\n').length).toBeGreaterThan(2));
      expect(existsSync(gone)).toBe(false);
      await held.release();
      await until(() => expect(existsSync(gone)).toBe(true));
    });

    test('and ends by itself tells its status and its words', async () => {
      const held = host().hold(sh`echo 'somebody else has it' >&2; exit 75`, { beatMs: 1000 });
      const error = await held.catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(NotHeld);
      expect(error).toMatchObject({ code: 75, words: 'somebody else has it\n' });
    });
  });

  describe('a file that is put', () => {
    test.each([0, 5, 200_000])('of %i bytes is there as it was given, of root', async (size) => {
      const path = inFolder(`put-${size}`);
      const content = Buffer.alloc(size, 'content \0\r\n');
      await host().putFile(path, content, { mode: 0o640 });
      expect(readFileSync(path).equals(content)).toBe(true);
      const { stdout } = await host().run(sh`stat -c '%a %u' ${path}`);
      expect(stdout.toString()).toBe('640 0\n');
    });
  });
}
