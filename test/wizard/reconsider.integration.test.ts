import { expect, test } from 'vitest';
import { stage } from './fixture.js';
import { key, wizard } from './terminal-double.js';

test.each([
  ['keep', 0],
  ['take-back', 1],
] as const)('a stage that was carried out can be looked at again: %s', async (decision, downs) => {
  const { terminal, operator } = await wizard();
  const reconsidered = operator.reconsider(stage());
  await terminal.shows('Take it back');
  terminal.press(key.down.repeat(downs));
  await terminal.shows(downs === 0 ? '❯ Keep it' : '❯ Take it back');
  terminal.press(key.enter);
  expect(await reconsidered).toBe(decision);
});
