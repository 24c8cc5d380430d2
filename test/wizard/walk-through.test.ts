import { describe, expect, test } from 'vitest';
import { walkThrough } from '../../src/wizard/walk-through.js';
import { chooser } from './chooser.js';

const view = { url: 'https://mail.example.test:8445/IMSS.html', administrator: 'admin@example.test' };
const screens = 8;

async function walked(...labels: readonly string[]) {
  const { prompter, screen, shown } = chooser(labels);
  const said = await walkThrough(view, prompter, screen);
  return { said, titles: shown.filter((line) => /^By hand/.test(line)), shown: shown.join('\n') };
}

describe('the console of IMSS', () => {
  test('one screen after the other, then done', async () => {
    const { said, titles, shown } = await walked();
    expect(said).toBe('done');
    expect(titles).toHaveLength(screens);
    expect(titles[0]).toBe(`By hand, 1 of ${screens}: Open the console of IMSS`);
    expect(shown).toMatch(/your\s+word\s+is\s+taken\s+for\s+it/);
  });

  test('it is done already: no screens', async () => {
    expect(await walked('Yes, it is done already')).toMatchObject({ said: 'done', titles: [] });
  });

  test.each([
    ['before the first', ['Not now'], 0],
    ['at the third', ['No, show me the clicks', 'Done', 'Done', 'Not now'], 3],
  ])('not now, %s', async (_name, labels, count) => {
    const { said, titles } = await walked(...labels);
    expect([said, titles.length]).toEqual(['not-done', count]);
  });

  test('back goes to the one before', async () => {
    const { said, titles } = await walked('No, show me the clicks', 'Done', 'Back');
    expect([said, titles.length]).toEqual(['done', screens + 2]);
  });
});
