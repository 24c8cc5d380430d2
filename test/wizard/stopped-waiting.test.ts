import { expect, test } from 'vitest';
import { plainPaint } from '../../src/report/human/paint.js';
import { TerminalOutput } from '../../src/wizard/terminal/terminal-output.js';
import { terminalScreen } from '../../src/wizard/terminal/terminal-screen.js';
import { TerminalDouble } from './terminal-double.js';

test('Ctrl-Z at a wait gives the shell its cursor, and fg takes it again', async () => {
  const terminal = new TerminalDouble();
  let stop = () => {};
  let goOn = () => {};
  const screen = terminalScreen({
    output: new TerminalOutput(terminal.stdout, { colour: false, unicode: true }),
    job: {
      onStop: (listener) => {
        stop = listener;
        return () => {};
      },
      onContinue: () => () => {},
      suspend: () =>
        new Promise((resolve) => {
          goOn = resolve;
        }),
    },
    paint: plainPaint,
    colour: false,
    unicode: true,
  });
  let end = () => {};
  const waiting = screen.waiting(
    'Looking',
    () =>
      new Promise<void>((resolve) => {
        end = resolve;
      }),
  );
  const cursor = () => terminal.raw.match(/\u001b\[\?25[hl]/g)?.at(-1);
  await terminal.shows('Looking');
  expect(cursor()).toBe('\u001b[?25l');
  stop();
  terminal.stdout.write('$ ');
  await terminal.shows(/^\$$/m);
  expect(cursor()).toBe('\u001b[?25h');
  goOn();
  await terminal.shows(/Looking[\s\S]*Looking/);
  expect(cursor()).toBe('\u001b[?25l');
  end();
  await waiting;
});
