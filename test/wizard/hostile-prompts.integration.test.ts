import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { appearanceFor } from '../../src/wizard/form.js';
import { type AttendedForm, attendedForm } from '../../src/wizard/operator-for.js';
import { allHostile, expectHarmless } from '../support/hostile.js';
import { key, TerminalDouble } from './terminal-double.js';

// Questions that a server's words have got into: as a default, a choice, a hint or what is wrong with an answer.

const signal = new AbortController().signal;

async function atTerminal() {
  const terminal = new TerminalDouble(100, 60);
  const io = terminal.io({ TERM: 'xterm' });
  const form = await attendedForm(io, appearanceFor(io, { yes: false, plain: false, color: true }), signal);
  return { terminal, ...form };
}

async function plainly(typed: string, work: (form: AttendedForm) => Promise<unknown>) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} });
  const stdout = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
  let text = '';
  stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const io = { stdin, stdout, stderr: stdout, cwd: '/', env: { LANG: 'en_US.UTF-8' } };
  const form = await attendedForm(io, appearanceFor(io, { yes: false, plain: true, color: true }), signal);
  stdin.write(typed);
  const answer = await work(form);
  return { answer, text };
}

/** What the library itself never writes: whatever of it is there came through. */
function expectNothingCameThrough(raw: string): void {
  expect(raw).not.toMatch(/\u001b[\]P^_X]|\u001b\[31;5m|\u001b\[2J|\u0007|[\b]{3}/);
  expect(raw).not.toMatch(/[\u0080-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/);
}

const problem = async (text: string) => (text === 'wrong' ? allHostile : undefined);
const choices = [
  { value: 'one', label: `One ${allHostile}`, hint: allHostile },
  { value: 'two', label: 'Two' },
];

describe('at a terminal', () => {
  test('a default is shown harmless, and taken as it is', async () => {
    const { terminal, prompter } = await atTerminal();
    const answer = prompter.text({ ask: 'Which?\u001b[2J', fallback: '/tmp/\u202ea\u200b', problem });
    await terminal.shows('(/tmp/\\u202ea\\u200b)');
    terminal.press(`wrong${key.enter}`);
    await terminal.shows('> \\x1b[31;5m');
    terminal.press(`${'\u007f'.repeat(5)}${key.enter}`);
    expect(await answer).toBe('/tmp/\u202ea\u200b');
    expectNothingCameThrough(terminal.raw);
  });

  test('choices, hints, waits and actions', async () => {
    const { terminal, prompter, screen } = await atTerminal();
    const answer = prompter.choose({ ask: `Which? ${allHostile}`, choices, fallback: 'one' });
    await terminal.shows('❯ One \\x1b[31;5m');
    terminal.press(key.enter);
    expect(await answer).toBe('one');
    await screen.waiting(`Looking ${allHostile}`, async (tell) => {
      await terminal.shows('Looking \\x1b[31;5m');
      tell(allHostile);
    });
    expectNothingCameThrough(terminal.raw);
  });
});

describe('in plain lines', () => {
  test('a default is shown harmless, and taken as it is', async () => {
    const { answer, text } = await plainly('wrong\n\n', ({ prompter }) =>
      prompter.text({ ask: 'Which?\u001b[2J', fallback: '/tmp/\u202ea\u200b', problem }),
    );
    expect(answer).toBe('/tmp/\u202ea\u200b');
    expect(text).toContain('[/tmp/\\u202ea\\u200b]');
    expectHarmless(text);
  });

  test('choices, hints, secrets and waits', async () => {
    const { answer, text } = await plainly('\nwrong\nright\n', async ({ prompter, screen }) => {
      const chosen = await prompter.choose({ ask: `Which? ${allHostile}`, choices });
      const secret = await prompter.secret({ ask: allHostile, problem });
      await screen.waiting(allHostile, async (tell) => tell(allHostile));
      return [chosen, secret];
    });
    expect(answer).toEqual(['one', 'right']);
    expectHarmless(text);
  });
});
