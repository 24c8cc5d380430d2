import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const program = fileURLToPath(new URL('./pty-program.ts', import.meta.url));
const tsx = fileURLToPath(new URL('../../node_modules/.bin/tsx', import.meta.url));

/** Runs the program under a real pseudo-terminal (`script` of util-linux), typing when the awaited text has come. */
function underTerminal(
  command: string,
  steps: readonly (readonly [waitFor: string, type: string])[],
): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env.PATH, TERM: 'xterm', LANG: 'C.UTF-8' };
    const child = spawn('script', ['-qec', command, '/dev/null'], { env });
    let text = '';
    let seen = 0;
    const left = [...steps];
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      // One chunk may bring what several steps wait for.
      for (let next = left[0]; next !== undefined; next = left[0]) {
        const at = text.indexOf(next[0], seen);
        if (at < 0) return;
        seen = at + next[0].length;
        left.shift();
        if (next[1] !== '') child.stdin.write(next[1]);
      }
    });
    child.on('error', reject);
    child.on('close', () => resolve(text));
  });
}

test.each([
  ['plain', 'Number 1'],
  ['terminal', 'select'],
])('the %s form never echoes a password, and Ctrl-C at a choice cancels', async (form, choice) => {
  const text = await underTerminal(`${tsx} ${program} ${form}`, [
    ['word', 'hunter2\r'],
    [choice, '\u0003'],
  ]);
  expect(text).toContain('length 7');
  expect(text).not.toContain('hunter2');
  expect(text).toContain('ended: Cancelled');
});

test('Ctrl-Z gives the shell back; after fg the question stands there again and takes an answer', async () => {
  // Printed by the shell from two words, so that its echo of the line is not taken for it.
  const text = await underTerminal('bash --norc -i', [
    ['bash-', `PS1='pro''mpt> '; ${tsx} ${program} terminal\r`],
    ['word', 'hunter2\r'],
    ['selects', '\u001a'],
    ['Stopped', ''],
    ['prompt> ', 'fg\r'],
    ['selects', '\u001b[B\r'],
    ['Two', ''],
    ['prompt> ', 'echo "co""de $?"; exit\r'],
  ]);
  expect(text).toContain('length 7');
  expect(text).toContain('code 0');
  expect(text).not.toContain('ended:');
});
