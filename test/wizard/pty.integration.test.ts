import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { underTerminal } from '../support/under-terminal.js';

const program = fileURLToPath(new URL('./pty-program.ts', import.meta.url));
const display = fileURLToPath(new URL('./pty-display.ts', import.meta.url));
const tsx = fileURLToPath(new URL('../../node_modules/.bin/tsx', import.meta.url));

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

test('Ctrl-Z while changes are shown: the terminal is in order for the shell, and after fg the list is drawn below', async () => {
  const text = await underTerminal('bash --norc -i', [
    ['bash-', `stty cols 100 rows 30; PS1='pro''mpt> '; ${process.execPath} --import tsx ${display}\r`],
    ['Start AXIGEN', '\u001a'],
    ['Stopped here', ''],
    ['prompt> ', 'stty -a; echo "in or""der"\r'],
    ['in order', ''],
    ['prompt> ', 'fg\r'],
    ['\u2714 Start AXIGEN', ''],
    ['prompt> ', 'echo "co""de $?"; exit\r'],
  ]);
  const [before = '', after = ''] = text.split('prompt> fg\r\n');
  const [drawn = '', stopped = ''] = before.split('Stopped here');
  expect(drawn).toContain('\u001b[?25l');
  // The cursor is there while the shell has the terminal, keys are lines again, and the list is drawn once more afterwards.
  expect(lastCursor(stopped)).toBe('shown');
  expect(stopped).toMatch(/ icanon [\s\S]* echo /);
  expect(lastCursor(after)).toBe('shown');
  expect(after).toContain('\u2714 Stop AXIGEN');
  expect(text).toContain('code 0');
});

function lastCursor(text: string): string {
  const last = [...text.matchAll(/\u001b\[\?25([hl])/g)].at(-1)?.[1];
  return last === 'h' ? 'shown' : 'hidden';
}
