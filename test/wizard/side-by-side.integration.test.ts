import { describe, expect, test } from 'vitest';
import { appearanceFor } from '../../src/wizard/form.js';
import { attendedForm } from '../../src/wizard/operator-for.js';
import { key, TerminalDouble } from './terminal-double.js';

async function showing(titles: readonly string[], { rows = 24, atOnce = 2, lang = 'en_US.UTF-8' } = {}) {
  const terminal = new TerminalDouble(60, rows);
  const io = terminal.io({ TERM: 'xterm', LANG: lang });
  const look = appearanceFor(io, { yes: false, plain: false, color: true });
  const { prompter, screen } = await attendedForm(io, look, new AbortController().signal);
  const display = screen.sideBySide({ titles, atOnce });
  return { terminal, prompter, screen, display };
}

/** A line that turns, by any of the frames. */
const turning = (text: string) => new RegExp(`^[|/\\\\-] ${text}$`, 'm');

describe('several servers side by side', () => {
  test('have a line each, which tells what is done and what came of it', async () => {
    const { terminal, screen, display } = await showing(['root@a', 'b', 'c']);
    display.begin(0);
    display.tell(0, 'connecting');
    await terminal.shows(turning('root@a: connecting'));
    display.ended(0, '3 ok', true);
    await terminal.shows('\u2714 root@a: 3 ok');
    display.begin(1);
    display.ended(1, 'no audit: gone', false);
    await terminal.shows('\u2716 b: no audit: gone');
    await terminal.shows(turning('c'));
    await display.close();
    screen.print(['The end.']);
    await terminal.shows('The end.');
    expect(terminal.screen()).toBe('The end.');
  });

  test('those whose turn has not come wait', async () => {
    const { terminal, display } = await showing(['a', 'b'], { atOnce: 1 });
    await terminal.shows('\u00b7 b');
    await display.close();
  });

  test('are gone from a slow terminal before anything else is written to it', async () => {
    const { terminal, display } = await showing(['a']);
    await terminal.shows(turning('a'));
    display.ended(0, '3 ok', true);
    await display.close();
    const before = terminal.raw;
    terminal.stdout.write('The report.');
    await terminal.shows('The report.');
    expect(terminal.raw).toBe(`${before}The report.`);
    expect(terminal.everything()).toBe('The report.');
  });

  test('in ASCII where there is nothing else, and never with what commands the terminal', async () => {
    const { terminal, display } = await showing(['a\u001b[2Jb'], { lang: 'C' });
    display.ended(0, 'gr\u00fcn\u0007', true);
    await terminal.shows('+ a\\x1b[2Jb: gr?n\\x07');
    await display.close();
  });

  test('leave the screen to a question, and come back after it with what has happened since', async () => {
    const { terminal, prompter, screen, display } = await showing(['a', 'b']);
    await terminal.shows(turning('a'));
    const asked = display.aside(() =>
      prompter.choose({ ask: 'Is this the server?', choices: [{ value: 1, label: 'No' }] }),
    );
    await terminal.shows('Is this the server?');
    expect(terminal.screen()).not.toMatch(turning('a'));
    display.ended(1, '3 ok', true);
    terminal.press(key.enter);
    expect(await asked).toBe(1);
    await terminal.shows('\u2714 b: 3 ok');
    await terminal.shows(turning('a'));
    await display.close();
    screen.print(['The end.']);
    await terminal.shows('The end.');
    expect(terminal.screen()).toMatch(/^\S+ Is this the server\? No\nThe end\.$/);
  });

  test('come back only after the last of several questions', async () => {
    const { terminal, display } = await showing(['a']);
    const ends: (() => void)[] = [];
    const question = () => new Promise<void>((resolve) => void ends.push(resolve));
    await terminal.shows(turning('a'));
    const all = [display.aside(question), display.aside(question)];
    await expect.poll(() => ends.length).toBe(2);
    ends[0]?.();
    await all[0];
    expect(terminal.screen()).toBe('');
    ends[1]?.();
    await terminal.shows(turning('a'));
    await Promise.all(all);
    await display.close();
  });

  test('what is printed while they are on the screen is printed when they are gone', async () => {
    const { terminal, screen, display } = await showing(['a']);
    await terminal.shows(turning('a'));
    screen.print(['Stopping.']);
    expect(terminal.screen()).not.toContain('Stopping.');
    await display.close();
    await terminal.shows('Stopping.');
  });

  test('where there are more than rows, those that are at work stay in sight', async () => {
    const titles = Array.from({ length: 30 }, (_, index) => `server-${index}`);
    const { terminal, screen, display } = await showing(titles, { rows: 10 });
    for (const number of titles.keys()) {
      display.begin(number);
      await terminal.shows(turning(`server-${number}`));
      display.ended(number, 'fine', true);
    }
    await display.close();
    screen.print(['The end.']);
    await terminal.shows('The end.');
    expect(terminal.everything()).toBe('The end.');
  });
});
