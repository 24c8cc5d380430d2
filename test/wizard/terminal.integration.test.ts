import { describe, expect, test } from 'vitest';
import { Cancelled } from '../../src/errors.js';
import { wizard } from './at-terminal.js';
import { failedView, handover, longEdit, planned, stage, welcomeView } from './fixture.js';
import { key } from './terminal-double.js';

describe('welcome', () => {
  test('shows the mail path, how it is taken back, and begins', async () => {
    const { terminal, operator } = await wizard();
    const done = operator.welcome(welcomeView());
    await terminal.shows('Shall we begin?');
    const screen = terminal.screen();
    expect(screen).toContain('internet → port 25 → AXIGEN → mailboxes');
    expect(screen).toContain('internet → port 25 → NOD32 (scans) → 127.0.0.1:2525 → AXIGEN → mailboxes');
    expect(screen).toContain('gateway-setup rollback');
    expect(screen).toContain('undo.sh');
    terminal.press(key.enter);
    await done;
  });

  test('shows everything that was found, then quits on request', async () => {
    const { terminal, operator } = await wizard();
    const done = operator.welcome(welcomeView());
    await terminal.shows('Shall we begin?');
    terminal.press(key.down);
    await terminal.shows('❯ Show all');
    terminal.press(key.enter);
    await terminal.shows(/Interconnecting 2[\s\S]*Shall we begin\?[\s\S]*select/);
    terminal.press(key.down + key.down);
    await terminal.shows('❯ Quit');
    terminal.press(key.enter);
    await expect(done).rejects.toBeInstanceOf(Cancelled);
  });
});

describe('a stage', () => {
  test.each([
    ['apply', 0, 'Apply'],
    ['skip', 2, 'Skip'],
    ['back', 3, 'Back'],
    ['quit', 4, 'Quit'],
  ] as const)('%s', async (decision, downs, label) => {
    const { terminal, operator } = await wizard();
    const considered = operator.consider(stage());
    await terminal.shows('What shall be done?');
    await terminal.shows('Quit');
    expect(terminal.everything()).toContain('Give the scanner port 25');
    const screen = terminal.screen();
    expect(screen).toContain('-listen_port = 2526');
    expect(screen).toContain('+listen_port = 25');
    terminal.press(key.down.repeat(downs));
    await terminal.shows(`❯ ${label}`);
    if (decision === 'skip') await terminal.shows('Without configure-scanner no mail is scanned.');
    terminal.press(key.enter);
    expect(await considered).toBe(decision);
  });

  test.each([
    ['keep', 0, 'Keep it'],
    ['take-back', 1, 'Take it back'],
  ] as const)('a stage that was carried out can be reconsidered: %s', async (decision, downs, label) => {
    const { terminal, operator } = await wizard();
    const reconsidered = operator.reconsider(stage());
    await terminal.shows('Take it back');
    terminal.press(key.down.repeat(downs));
    await terminal.shows(`❯ ${label}`);
    terminal.press(key.enter);
    expect(await reconsidered).toBe(decision);
  });

  test('a long diff is cut until more is asked for', async () => {
    const { terminal, operator } = await wizard();
    const considered = operator.consider(stage({ steps: [planned({ changes: [longEdit(60)] })] }));
    await terminal.shows('What shall be done?');
    await terminal.shows('Quit');
    expect(terminal.everything()).not.toContain('+new 59');
    expect(terminal.everything()).toMatch(/\d+ more lines: choose "show more"/);
    terminal.press(key.down);
    await terminal.shows('❯ Show more');
    terminal.press(key.enter);
    await terminal.shows('+new 59');
    await terminal.shows(/\? What shall be done\?[\s\S]*Quit/);
    terminal.press(key.enter);
    expect(await considered).toBe('apply');
  });

  test('the handover lists its steps and marks what is brought forward', async () => {
    const { terminal, operator } = await wizard();
    const considered = operator.consider(handover());
    await terminal.shows('Quit');
    const text = terminal.everything();
    expect(text).toContain('The handover of port 25');
    expect(text).toContain('1. Close the open relay');
    expect(text).toContain('Brought forward: behind the scanner every client looks like 127.0.0.1');
    expect(text).toContain('3. Give the scanner port 25');
    terminal.press(key.ctrlC);
    await expect(considered).rejects.toBeInstanceOf(Cancelled);
  });
});

describe('after a failure', () => {
  test('details can be looked at, then the step is rolled back', async () => {
    const { terminal, operator } = await wizard();
    const chosen = operator.failed(failedView());
    await terminal.shows('How shall it go on?');
    await terminal.shows('Leave it');
    expect(terminal.screen()).toContain('Port 25 did not answer.');
    expect(terminal.screen()).not.toContain('Address already in use');
    terminal.press(key.down);
    await terminal.shows('❯ Look at details');
    terminal.press(key.enter);
    await terminal.shows('bind: Address already in use');
    await terminal.shows(/❯ Retry[\s\S]*Leave it/);
    terminal.press(key.down.repeat(2));
    await terminal.shows('❯ Roll back this step');
    terminal.press(key.enter);
    expect(await chosen).toBe('rollback-step');
  });

  test('a part that was put back cannot be rolled back again', async () => {
    const { terminal, operator } = await wizard();
    const chosen = operator.failed(failedView({ putBack: true }));
    await terminal.shows('Leave it');
    expect(terminal.screen()).toContain('already put this part back');
    expect(terminal.screen()).not.toContain('Roll back this step');
    terminal.press(key.down.repeat(2));
    await terminal.shows('❯ Roll back everything');
    terminal.press(key.enter);
    expect(await chosen).toBe('rollback-all');
  });
});

describe('leaving', () => {
  test.each([
    ['Ctrl-C', key.ctrlC],
    ['Ctrl-D', key.ctrlD],
  ])('%s at a prompt', async (_name, press) => {
    const { terminal, operator } = await wizard();
    const considered = operator.consider(stage());
    await terminal.shows('What shall be done?');
    terminal.press(press);
    await expect(considered).rejects.toBeInstanceOf(Cancelled);
  });

  test('the signal ends an open prompt', async () => {
    const { terminal, operator, abort } = await wizard();
    const considered = operator.consider(stage());
    await terminal.shows('What shall be done?');
    abort.abort();
    await expect(considered).rejects.toBeInstanceOf(Cancelled);
  });

  test('a lost input ends an open prompt', async () => {
    const { terminal, operator } = await wizard();
    const considered = operator.consider(stage());
    await terminal.shows('What shall be done?');
    terminal.stdin.end();
    await expect(considered).rejects.toBeInstanceOf(Cancelled);
  });
});
