import { describe, expect, test } from 'vitest';
import { parseAnswersFile } from '../../src/cli/answers-file.js';
import { helpText } from '../../src/questions/for-scanner.js';
import type { AnswerKey } from '../../src/questions/question.js';
import { questionFor, questions } from '../../src/questions/registry.js';
import { answersTemplate, answersText } from '../../src/questions/template.js';

const template = answersTemplate();
const open = questions.filter(({ kind }) => kind !== 'secret');

describe('the template', () => {
  test('decides nothing by itself', () => {
    expect([...parseAnswersFile(template, 'template')]).toEqual([]);
  });

  test('has every key that is no secret, in the order of the questions, and no secret', () => {
    const keys = [...template.matchAll(/^;([a-z-]+) =/gm)].map(([, key]) => key);
    const inOrder = [...open].sort((a, b) => Number(a.setting === true) - Number(b.setting === true));
    expect(keys).toEqual(inOrder.map(({ key }) => key));
    expect(template).toContain('GATEWAY_SETUP_AXIGEN_PASSWORD');
  });

  test('says of each what it means, its choices and its default', () => {
    const flat = template.replace(/\n; +/g, ' ');
    const ascii = (text: string) => text.replaceAll('\u2019', "'");
    for (const question of questions.filter(({ kind }) => kind !== 'secret')) {
      expect(flat).toContain(ascii(`${question.label}: ${helpText(question)}.`));
      for (const [choice, meaning] of Object.entries(question.meanings ?? {}))
        expect(flat).toContain(ascii(`${choice}: ${meaning}`));
    }
    expect(flat).toContain('Licence file: NOD32 only: ');
    expect(flat).toContain('Administrator: IMSS only: ');
    expect(template).toContain('; Default: 180.\n;confirm-timeout = 180\n');
    expect(template).toMatch(/; One of: rollback, leave\.\n/);
  });

  test('with the ; taken away it is an answers file: every default is read as it stands', () => {
    const decided = template.replace(/^;(?=[a-z-]+ = \S)/gm, '');
    const answers = parseAnswersFile(decided, 'template');
    const defaults = open.flatMap(({ key, fallback }) => {
      const text = fallback?.(new Map());
      return text === undefined ? [] : [[key, text]];
    });
    expect(Object.fromEntries(answers)).toEqual(Object.fromEntries(defaults));
    expect(defaults.length).toBeGreaterThan(5);
  });

  test('is plain ASCII lines that fit a screen', () => {
    for (const line of template.split('\n')) expect(line).toMatch(/^[\x20-\x7e]{0,100}$/);
  });
});

const samples: Readonly<Partial<Record<AnswerKey, string>>> = {
  license: '/root/a #1; "b".lic',
  package: '/root/nod32.rpm',
  installer: 'cd "/root/im ss"; ./install.sh #1',
  'imss-root': '/opt/trend/imss',
  administrator: 'admin@example.com',
  recipient: 'a=b@example.com',
  sender: 's@example.com',
  'mailbox-user': "o'hara; x",
  'axigen-generation': '10',
  'action-on-infected': 'reject',
  'action-on-uncleanable': 'defer',
  'action-on-notscanned': 'accept',
  quarantine: 'yes',
};

test('answers of every key are written and read back as they were; a secret never', () => {
  const given = new Map(
    questions.map(({ key, fallback }) => [key, samples[key] ?? fallback?.(new Map()) ?? '77'] as const),
  );
  const text = answersText(given, 'All of them.');
  const secrets = questions.filter(({ kind }) => kind === 'secret').map(({ key }) => key);
  const wanted = [...given].filter(([key]) => !secrets.includes(key));
  expect(Object.fromEntries(parseAnswersFile(text, 'answers.ini'))).toEqual(Object.fromEntries(wanted));
  for (const [key, value] of wanted)
    expect([key, questionFor(key)?.problem(value)]).toEqual([key, undefined]);
  expect(text).not.toContain('password');
});
