import { describe, expect, test } from 'vitest';
import { wizard } from './at-terminal.js';
import { key } from './terminal-double.js';

describe('the test message, confirmed by hand', () => {
  const view = { recipient: 'a@example.com', nonce: 'nonce-77', header: 'X-Virus-Scanner' };

  test('pasted headers come back whole', async () => {
    const { terminal, operator } = await wizard();
    const confirmed = operator.confirmTestMail(view);
    await terminal.shows('Did it arrive?');
    await terminal.shows('No, or without');
    expect(terminal.screen()).toContain('nonce-77');
    terminal.press(key.enter);
    await terminal.shows('single dot');
    terminal.press('Subject: nonce-77\nX-Virus-Scanner: NOD32\n.\n');
    expect(await confirmed).toEqual({
      arrived: true,
      pasted: 'Subject: nonce-77\r\nX-Virus-Scanner: NOD32\r\n',
    });
  });

  test('Ctrl-D while pasting goes back to the choice', async () => {
    const { terminal, operator } = await wizard();
    const confirmed = operator.confirmTestMail(view);
    await terminal.shows('No, or without');
    terminal.press(key.enter);
    await terminal.shows('single dot');
    expect(terminal.rawMode).toBe(true);
    terminal.press('Subject: x\r');
    await terminal.shows('Subject: x');
    terminal.press(key.ctrlD);
    await terminal.shows(/Nothing was pasted[\s\S]*No, or without[\s\S]*selects/);
    terminal.press(key.down);
    await terminal.shows('❯ Yes, and I saw');
    terminal.press(key.enter);
    expect(await confirmed).toEqual({ arrived: true });
  });

  test('no', async () => {
    const { terminal, operator } = await wizard();
    const confirmed = operator.confirmTestMail(view);
    await terminal.shows('No, or without');
    terminal.press(key.down.repeat(2));
    await terminal.shows('❯ No');
    terminal.press(key.enter);
    expect(await confirmed).toEqual({ arrived: false });
  });
});
