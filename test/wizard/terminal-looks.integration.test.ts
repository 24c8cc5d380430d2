import { describe, expect, test } from 'vitest';
import { Cancelled } from '../../src/errors.js';
import { wizard } from './at-terminal.js';
import { finding, request, stage, verifiedView } from './fixture.js';
import { key } from './terminal-double.js';

describe('narrow and low terminals', () => {
  test('hints are broken at words, and long answers leave nothing behind', async () => {
    const { terminal, operator } = await wizard({}, new AbortController(), [60, 24]);
    const license = `/${'root/'.repeat(80)}a.lic`;
    const answered = operator.answer(
      request([
        ['license', license],
        ['package', '/root/b'],
        ['recipient', 'a@example.com'],
        ['mailbox-password', ''],
      ]),
    );
    await terminal.shows(/Are these right[\s\S]*selects/);
    for (let press = 0; press < 4; press += 1) {
      terminal.press(key.down);
      await terminal.shows(new RegExp(`^❯ ${['Scanner', 'AXIGEN', 'Licence', 'Package'][press]}`, 'm'));
    }
    expect(terminal.everything().match(/Are these right\?/g)).toHaveLength(1);
    expect(terminal.everything().match(/Licence file:/g)).toHaveLength(1);
    expect(terminal.screen()).toMatch(/^❯? *Licence file: .*\.\.\.\n[❯ ] Package:/m);
    terminal.press(key.ctrlC);
    await expect(answered).rejects.toBeInstanceOf(Cancelled);
  });

  test('typing a long path leaves nothing behind', async () => {
    const { terminal, operator } = await wizard();
    const answered = operator.answer(request([['package', '/root/b']]));
    await terminal.shows('licence file?');
    terminal.press(`/${'root/'.repeat(80)}missing`);
    await terminal.shows('missing');
    terminal.press(key.enter);
    await terminal.shows('There is no file');
    terminal.press('x');
    await terminal.shows('missingx');
    expect(terminal.everything().match(/licence file\?/g)).toHaveLength(1);
    terminal.press(key.ctrlC);
    await expect(answered).rejects.toBeInstanceOf(Cancelled);
  });

  test('more actions than rows leave nothing behind', async () => {
    const { terminal, operator } = await wizard({}, new AbortController(), [80, 12]);
    const progress = operator.progress(stage());
    const actions = Array.from({ length: 20 }, (_, index) => ({
      number: index + 1,
      title: `Do ${index + 1}.`,
    }));
    progress.plan(actions);
    await terminal.shows('Do 20.');
    for (const { number } of actions) {
      progress.done(number);
      if (number < 20) await terminal.shows(new RegExp(`[|/\\\\-] Do ${number + 1}\\.|Do 20\\.`));
    }
    await progress.close();
    await terminal.shows('✔ Do 20.');
    for (const { title } of actions) expect(terminal.everything().split(title)).toHaveLength(2);
  });
});

describe('colours', () => {
  test.each([
    ['with', {}, true],
    ['without, under NO_COLOR', { NO_COLOR: '1' }, false],
  ])('%s', async (_name, env, coloured) => {
    const { terminal, operator } = await wizard(env);
    const considered = operator.consider(stage());
    await terminal.shows('Quit');
    terminal.press(key.enter);
    await considered;
    await operator.verified(verifiedView({ findings: [finding({ verdict: 'ok' })] }));
    await terminal.shows('X-Virus-Scanner');
    expect(/\u001b\[[0-9;]*m/.test(terminal.raw)).toBe(coloured);
  });
});

test('a terminal that is not set to UTF-8 gets ASCII only, prompts and progress included', async () => {
  const { terminal, operator } = await wizard({ LANG: 'C' });
  const considered = operator.consider(stage());
  await terminal.shows('> Apply');
  terminal.press(key.enter);
  await considered;
  const progress = operator.progress(stage());
  progress.plan([{ number: 1, title: 'Stop AXIGEN' }]);
  progress.done(1);
  await progress.close();
  await operator.waiting('Looking', async () => {});
  await terminal.shows('Stop AXIGEN');
  expect(terminal.raw).toMatch(/^[\u0000-\u007f]*$/);
});

test('in ASCII every state of an action has a sign of its own, and none is a question mark', async () => {
  const { terminal, operator } = await wizard({ LANG: 'C' });
  const progress = operator.progress(stage());
  progress.plan([
    { number: 1, title: 'Stop AXIGEN\u2026' },
    { number: 2, title: 'Write axigen.cfg' },
    { number: 3, title: 'Start AXIGEN' },
  ]);
  progress.done(1);
  await terminal.shows(/^\+ Stop AXIGEN\.\.\.\n[|/\\-] Write axigen\.cfg\n\. Start AXIGEN$/m);
  expect(terminal.everything()).not.toContain('?');
  progress.failed(2, 'the disk is full');
  await progress.close();
  await terminal.shows('x the disk is full');
});
