import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const program = fileURLToPath(new URL('./pty-program.ts', import.meta.url));
const tsx = fileURLToPath(new URL('../../node_modules/.bin/tsx', import.meta.url));

/** Runs the program under a real pseudo-terminal (`script` of util-linux), typing when the awaited text has come. */
function underTerminal(
  form: string,
  steps: readonly (readonly [waitFor: string, type: string])[],
): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env.PATH, TERM: 'xterm', LANG: 'C.UTF-8' };
    const child = spawn('script', ['-qec', `${tsx} ${program} ${form}`, '/dev/null'], { env });
    let text = '';
    let seen = 0;
    const left = [...steps];
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const next = left[0];
      const at = next === undefined ? -1 : text.indexOf(next[0], seen);
      if (next === undefined || at < 0) return;
      seen = at + next[0].length;
      left.shift();
      child.stdin.write(next[1]);
    });
    child.on('error', reject);
    child.on('close', () => resolve(text));
  });
}

test.each([
  ['plain', 'Number 1'],
  ['terminal', 'select'],
])('the %s form never echoes a password, and Ctrl-C at a choice cancels', async (form, choice) => {
  const text = await underTerminal(form, [
    ['word', 'hunter2\r'],
    [choice, '\u0003'],
  ]);
  expect(text).toContain('length 7');
  expect(text).not.toContain('hunter2');
  expect(text).toContain('ended: Cancelled');
});
