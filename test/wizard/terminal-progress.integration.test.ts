import { describe, expect, test } from 'vitest';
import { wizard } from './at-terminal.js';
import { stage } from './fixture.js';

describe('progress', () => {
  test('shows each action, and the reason of a failure; notes wait until it is gone', async () => {
    const { terminal, operator } = await wizard();
    const progress = operator.progress(stage());
    progress.plan([
      { number: 1, title: 'Stop AXIGEN' },
      { number: 2, title: 'Write axigen.cfg' },
      { number: 3, title: 'Start AXIGEN' },
    ]);
    progress.begin(1);
    await terminal.shows('Stop AXIGEN');
    progress.waiting?.(1, 87);
    await terminal.shows('Stop AXIGEN \u2026 87 s left');
    progress.done(1);
    progress.begin(2);
    operator.note('a note in passing');
    await terminal.shows(/✔ Stop AXIGEN/);
    expect(terminal.everything()).not.toContain('a note in passing');
    progress.failed(2, 'the disk is full');
    await progress.close();
    await terminal.shows('a note in passing');
    expect(terminal.screen()).toContain('✖ the disk is full');
    expect(terminal.screen()).not.toContain('s left');
  });

  test('what was not begun is shown as not carried out, and an empty plan closes', async () => {
    const { terminal, operator } = await wizard();
    const progress = operator.progress(stage());
    progress.plan([{ number: 1, title: 'Stop AXIGEN' }]);
    await progress.close();
    await terminal.shows('not carried out');
    const empty = operator.progress(stage());
    empty.plan([]);
    await empty.close();
    operator.note('still here');
    await terminal.shows('still here');
  });

  test('a wait is shown while it lasts and hands its result on', async () => {
    const { terminal, operator } = await wizard();
    let finish: (value: number) => void = () => {};
    const waiting = operator.waiting(
      'Looking at the server',
      () => new Promise<number>((resolve) => (finish = resolve)),
    );
    await terminal.shows('Looking at the server');
    finish(7);
    expect(await waiting).toBe(7);
    operator.note('afterwards');
    await terminal.shows('afterwards');
    expect(terminal.screen()).not.toContain('Looking at the server');
  });

  test('a wait that fails leaves the screen usable', async () => {
    const { terminal, operator } = await wizard();
    await expect(operator.waiting('Looking', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    operator.note('afterwards');
    await terminal.shows('afterwards');
  });
});
