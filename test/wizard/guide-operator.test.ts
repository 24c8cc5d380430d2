import { describe, expect, test } from 'vitest';
import { guideOperator } from '../../src/wizard/guide-operator.js';
import { configure } from '../support/changes.js';
import { chooser } from './chooser.js';

const change = configure('/axigen.cfg', {
  by: 'operator',
  operations: [{ kind: 'add-client', settings: [['priority', '501']] }],
});
const clicks = 8;

async function guided(labels: readonly string[], differs: readonly string[] = []) {
  const { prompter, screen, shown } = chooser(labels);
  const said = await guideOperator({ change, differs }, prompter, screen);
  return { said, titles: shown.filter((line) => /^By hand/.test(line)), shown: shown.join('\n') };
}

describe('one click after the other', () => {
  test('all of them, then done', async () => {
    const { said, titles } = await guided([]);
    expect(said).toBe('done');
    expect(titles).toHaveLength(clicks);
    expect(titles.at(-1)).toBe(`By hand, ${clicks} of ${clicks}: Click Save Config`);
  });

  test('back goes to the one before', async () => {
    const { said, titles } = await guided(['Done', 'Done', 'Back']);
    expect(said).toBe('done');
    expect(titles.slice(0, 5).map((line) => line.slice('By hand, '.length, 10))).toEqual([
      '1',
      '2',
      '3',
      '2',
      '3',
    ]);
  });

  test('there is nothing before the first', async () => {
    await expect(guided(['Back'])).rejects.toThrow('no choice Back');
  });

  test('stop, at any of them', async () => {
    expect(await guided(['Done', 'Stop'])).toMatchObject({ said: 'stop', titles: { length: 2 } });
  });
});

describe('after a try that did not do it', () => {
  const differs = ['there is no listener 127.0.0.1:2525'];

  test('what is missing is said, and it is looked at again without the clicks', async () => {
    const { said, titles, shown } = await guided(['Look again'], differs);
    expect(said).toBe('done');
    expect(titles).toEqual([]);
    expect(shown).toContain('* there is no listener 127.0.0.1:2525');
  });

  test('the clicks can be shown again, or it is given up', async () => {
    expect((await guided(['Show the clicks again'], differs)).titles).toHaveLength(clicks);
    expect((await guided(['Stop'], differs)).said).toBe('stop');
  });
});
