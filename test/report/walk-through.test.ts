import { expect, test } from 'vitest';
import { guidedLines } from '../../src/report/human/guided-screen.js';
import { paintWith } from '../../src/report/human/paint.js';
import { consoleScreens } from '../../src/report/human/walk-through.js';

const paint = paintWith({ colour: false, unicode: true, columns: 80 });
const url = 'https://mail.example.test:8445/IMSS.html';
const shown = (administrator?: string) =>
  consoleScreens({ url, administrator })
    .flatMap((screen) => guidedLines(screen, 1, 1, paint))
    .join('\n');

test('the clicks of the article, in its order', () => {
  expect(consoleScreens({ url }).map(({ title }) => title)).toEqual([
    'Open the console of IMSS',
    'Log in',
    'Go to Configuration',
    'Click on Notification Settings',
    "Change the administrator's address",
    'Save the configuration',
    'Click on Apply now',
    'What is left to you: policies and actions',
  ]);
});

test('the address of the console and the administrator are filled in', () => {
  const text = shown('admin@example.test');
  expect(text).toContain(`Open ${url} in your browser`);
  expect(text.replace(/\s+/g, ' ')).toContain("administrator's email address to admin@example.test.");
  expect(text).not.toContain('@@');
  expect(shown().replace(/\s+/g, ' ')).toContain('to a valid mailbox on this AXIGEN.');
});

test('that there is no password by default is said plainly, and what is left to the operator', () => {
  const text = shown().replace(/\s+/g, ' ');
  expect(text).toContain('By default there is no password');
  expect(text).toContain('whoever reaches port 8445 can log in');
  expect(text).toContain('set a password now');
  expect(text).toMatch(/"Policy Manager".*original or of a modified message, notifications, archiving/);
});

test('what was answered cannot reach the terminal as it is, nor fill in anything else', () => {
  const text = shown('\u001b[2J@@URL@@');
  expect(text).not.toContain('\u001b');
  expect(text).toContain('\\x1b[2J@@URL@@');
});
