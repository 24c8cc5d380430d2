import { expect, test } from 'vitest';
import { settleAnswers } from '../../../src/engine/setup/settle-answers.js';
import type { AnswerKey } from '../../../src/questions/question.js';
import { toAnswers } from '../../../src/questions/to-answers.js';
import { scriptedOperator } from '../../support/operator.js';
import { fresh, situation } from '../../support/server.js';
import { untouchedHost } from '../../support/untouched-host.js';

test.each<readonly [string, Readonly<Partial<Record<AnswerKey, string>>>, readonly RegExp[]]>([
  ['what both use', { recipient: 'a@example.test' }, []],
  ['its own', { scanner: 'nod32', license: '/root/x.lic' }, []],
  [
    'those of the other scanner',
    { scanner: 'imss', license: '/x', 'scan-threads': '3' },
    [/IMSS has no use for it: license, scan-threads/],
  ],
  [
    'the other way round',
    { scanner: 'nod32', 'imss-root': '/srv/imss' },
    [/NOD32 has no use for it: imss-root/],
  ],
])('answers that are given: %s', async (_name, given, notes) => {
  const { operator, seen } = scriptedOperator();
  const texts = new Map(Object.entries(given) as [AnswerKey, string][]);
  const { facts } = situation(fresh);
  const asked = { ...operator, answer: async () => toAnswers(texts, facts) };
  await settleAnswers(
    { host: untouchedHost(), operator: asked, given: texts, signal: new AbortController().signal },
    facts,
  );
  expect(seen.notes).toEqual(notes.map((note) => expect.stringMatching(note)));
});

test.each([
  ['offer-auth', [/NOD32 has no such step: --skip offer-auth\.$/]],
  ['set-scan-threads', []],
] as const)('the step %s is to be skipped', async (step, notes) => {
  const { operator, seen } = scriptedOperator();
  const { facts } = situation(fresh);
  const given = new Map();
  const asked = { ...operator, answer: async () => toAnswers(given, facts) };
  const { signal } = new AbortController();
  await settleAnswers(
    { host: untouchedHost(), operator: asked, given, signal, skip: new Set([step]) },
    facts,
  );
  expect(seen.notes).toEqual(notes.map((note) => expect.stringMatching(note)));
});
