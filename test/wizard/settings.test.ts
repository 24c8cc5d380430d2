import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { Operator, StageView } from '../../src/engine/operator.js';
import type { AnswerKey } from '../../src/questions/question.js';
import { planned, request, stage, step, welcomeView, withImss } from './fixture.js';
import { plainOperator } from './plain-operator.js';

async function answering<T>(lines: readonly string[], work: (operator: Operator) => Promise<T>) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  stdin.end(lines.map((line) => `${line}\n`).join(''));
  const { operator, text } = await plainOperator(stdin);
  return { result: await work(operator), text: text() };
}

const adjustable = (changes: boolean): StageView => {
  const one = step('set-behaviour', 'Choose what happens to infected mail', {
    settings: ['action-on-infected', 'quarantine'],
  });
  return stage({ steps: [changes ? planned({ step: one }) : planned({ step: one, changes: [] })] });
};

describe('a stage with settings', () => {
  test('nothing to change: go on, or change the settings; there is nothing to skip', async () => {
    const { result, text } = await answering(['1'], (operator) => operator.consider(adjustable(false)));
    expect(result).toBe('apply');
    expect(text).toMatch(/1\. Go on/);
    expect(text).toMatch(/2\. Change the settings - They are asked one by one/);
    expect(text).not.toContain('Skip');
  });

  test.each([true, false])('the settings can be asked for, changes: %s', async (changes) => {
    const { result } = await answering(['Change'], (operator) => operator.consider(adjustable(changes)));
    expect(result).toBe('settings');
  });

  test('a stage without settings does not offer them', async () => {
    const { text } = await answering(['1'], (operator) => operator.consider(stage()));
    expect(text).not.toContain('Change the settings');
  });

  test.each([
    ['downstream_smtp_server_addr=127.0.0.1\ndownstream_smtp_server_port=10026', false],
    ['nothing=told', true],
  ])('what the server tells by itself is not asked: imss.ini with %j', async (options, offered) => {
    const one = step('configure-scanner', 'Give the scanner port 25', { settings: ['accept-downstream'] });
    const situation = { ...stage().situation, facts: withImss(options) };
    const view = stage({ steps: [planned({ step: one })], situation });
    const { text } = await answering(['1'], (operator) => operator.consider(view));
    expect(text.includes('Change the settings')).toBe(offered);
  });
});

describe('the settings', () => {
  const ask = (
    lines: readonly string[],
    keys: readonly AnswerKey[],
    given: readonly [AnswerKey, string][] = [],
  ) => answering(lines, (operator) => operator.changeSettings({ ...request(given), keys }));

  test('left empty they stay as they are', async () => {
    const { result, text } = await ask(['', '', ''], ['action-on-infected', 'max-connections', 'eicar-test']);
    expect(result.answers).not.toHaveProperty('actionOnInfected');
    expect(result.answers).not.toHaveProperty('maxConnections');
    expect(result.answers.eicarTest).toBe(false);
    expect(text).toContain('What is left empty stays as it is.');
  });

  test('each choice says what it means for the sender and the recipient', async () => {
    const { result, text } = await ask(['reject'], ['action-on-infected']);
    expect(text).toMatch(/discard - .*thrown away.*never hears of it/s);
    expect(result.answers.actionOnInfected).toBe('reject');
  });

  test('a number out of its range is asked again', async () => {
    const { result, text } = await ask(['4096', '300'], ['max-connections']);
    expect(text).toContain('Give a whole number from 1 to 2048.');
    expect(result.answers.maxConnections).toBe(300);
  });

  test('what was decided before is what an empty answer keeps', async () => {
    const { result } = await ask(
      ['', ''],
      ['max-connections', 'quarantine'],
      [
        ['max-connections', '300'],
        ['quarantine', 'yes'],
      ],
    );
    expect(result.answers).toMatchObject({ maxConnections: 300, quarantine: true });
  });

  test('the threads follow the peak that is told now, unless a number is typed', async () => {
    const keys = ['peak-connections', 'scan-threads'] as const;
    const followed = await ask(['60', ''], keys, [['scan-threads', '4']]);
    expect(followed.result.answers.scanThreads).toBe(30);
    expect((await ask(['60', '12'], keys)).result.answers.scanThreads).toBe(12);
    expect((await ask(['', ''], keys, [['scan-threads', '4']])).result.answers.scanThreads).toBe(4);
  });
});

describe('the first screen where something stands', () => {
  const standing = welcomeView({
    offers: ['resume', 'audit', 'tune', 'roll-back'],
    earlierRun: {
      id: '2006-07-04T100000Z-nod32',
      state: 'unfinished',
      startedAt: '2006-07-04T10:00:00.000Z',
    },
  });

  test('says what was found: the run, its state, when', async () => {
    const { text } = await answering(['1'], (operator) => operator.welcome(standing));
    expect(text.replace(/\s+/g, ' ')).toContain(
      'The run 2006-07-04T100000Z-nod32, begun 2006-07-04 10:00:00 UTC, was cut short.',
    );
    expect(text).toContain('NOD32 is not installed.');
  });

  test.each([
    ['Resume', 'resume'],
    ['Go on', 'set-up'],
    ['Audit', 'audit'],
    ['Tune', 'tune'],
    ['Roll', 'roll-back'],
  ])('%s is %s', async (typed, choice) => {
    const { result } = await answering([typed], (operator) => operator.welcome(standing));
    expect(result).toBe(choice);
  });

  test('again: only the choice, below what was done since', async () => {
    const { result, text } = await answering(['Tune'], (operator) =>
      operator.welcome({ ...standing, again: true }),
    );
    expect(result).toBe('tune');
    expect(text).toContain('What would you like to do?');
    expect(text).not.toMatch(/was cut short\.|is not installed/);
  });

  test('an inherited installation: nothing to resume or roll back, and it says that nobody knows who did it', async () => {
    const view = welcomeView({ offers: ['audit', 'tune'] });
    const { result, text } = await answering(['Show', 'Tune'], (operator) => operator.welcome(view));
    expect(result).toBe('tune');
    expect(text).toContain('All that was found');
    expect(text).not.toMatch(/Resume|Roll back/);
    expect(text.replace(/\s+/g, ' ')).toContain(
      'It was not set up by gateway-setup, or its journal is gone.',
    );
  });
});
