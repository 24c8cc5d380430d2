import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { templatePath } from '../../../src/package-root.js';
import { temporaryFolder } from '../../host/temporary-folder.js';

const inFolder = temporaryFolder();
const library = templatePath('target', 'library', 'holding.sh');
const taker = fileURLToPath(new URL('./many-takers.sh', import.meta.url));

/** What they wrote down, in that order, once all are gone. */
async function many(shell: string, file: string, diesAt: readonly number[]): Promise<readonly string[]> {
  const log = `${file}.log`;
  writeFileSync(log, '');
  const takers = diesAt.map((point, index) =>
    spawn(shell, [taker, library, file, log, `${index}`, `${point}`], { stdio: 'ignore' }),
  );
  await Promise.all(takers.map((one) => once(one, 'exit')));
  return readFileSync(log, 'utf8').trim().split('\n');
}

/** How often one came in while another one was. Who dies is out. */
function together(lines: readonly string[]): number {
  const inside = new Set<string>();
  let count = 0;
  for (const line of lines) {
    const [what = '', who = ''] = line.split(' ');
    if (what === 'in') {
      if (inside.size > 0) count += 1;
      inside.add(who);
    } else inside.delete(who);
  }
  return count;
}

/** Every second one dies, each at another point. */
const rounds = Array.from({ length: 4 }, (_, round) =>
  Array.from({ length: 16 }, (_none, index) => (index % 2 === 0 ? 0 : 1 + ((index + round * 4) % 14))),
);

describe.each(['dash', 'bash'])(
  'many at once, some of which are killed in the midst of it, with %s',
  (shell) => {
    test.each(rounds.map((diesAt, round) => [round, diesAt] as const))(
      'never are there two, and all others get it: round %i',
      async (round, diesAt) => {
        const file = inFolder(`${shell}-${round}`);
        // A stale one is there from the beginning.
        writeFileSync(file, '999999999 an-earlier-boot 7\n');
        const lines = await many(shell, file, diesAt);
        expect(together(lines), lines.join('\n')).toBe(0);
        const got = new Set(lines.filter((line) => line.startsWith('out ')));
        diesAt.forEach((point, index) => {
          if (point === 0) expect(got).toContain(`out ${index}`);
        });
      },
    );
  },
);
