import { expect, test } from 'vitest';
import type { AnswerKey } from '../../src/questions/question.js';
import { hostFacts, request, withImss } from './fixture.js';
import { answering } from './plain-operator.js';

/** Where nobody has said yet which scanner it is to be. */
function open(given: readonly [AnswerKey, string][] = [], facts = hostFacts()) {
  return { ...request([], facts), given: new Map(given) };
}

test('where none is installed it is asked first, and what follows is asked for that one', async () => {
  const { result, text } = await answering(
    ['2', '', '/root/imss/install.sh', 'a@example.com', '', ''],
    (operator) => operator.answer(open()),
  );
  const asked = ['Which scanner', 'Go on at your own risk?', 'starts the installer', 'Which mailbox'];
  const places = asked.map((part) => text.indexOf(part));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places[0]).toBe(0);
  expect(text).not.toMatch(/licence|package/i);
  expect(text).toMatch(/Scanner: +imss/);
  expect(result).toMatchObject({
    answers: { scanner: 'imss', installer: '/root/imss/install.sh', recipient: 'a@example.com' },
  });
});

test('the one that is installed is not asked for, but can be changed', async () => {
  const { result, text } = await answering(
    ['', 'a@example.com', '', '2', '1', '', '/root/a.lic', '/root/b.rpm', ''],
    (operator) => operator.answer(open([], withImss('x=y'))),
  );
  expect(text.indexOf('hand mail on to 127.0.0.1:10026?')).toBeLessThan(text.indexOf('Which scanner'));
  expect(text).toMatch(/Scanner: +imss[\s\S]*Scanner: +nod32/);
  expect(result).toMatchObject({ answers: { scanner: 'nod32', license: '/root/a.lic' } });
});

test('what another scanner alone would need is not looked at until that one is chosen', async () => {
  const given: [AnswerKey, string][] = [
    ['license', '/root/missing.lic'],
    ['package', '/root/b.rpm'],
    ['installer', '/root/imss/install.sh'],
    ['recipient', 'a@example.com'],
    ['mailbox-password', ''],
  ];
  const { result, text } = await answering(['2', '', '2', '1', '/root/a.lic', ''], (operator) =>
    operator.answer(open(given)),
  );
  expect(text.indexOf('There is no file /root/missing.lic')).toBeGreaterThan(text.indexOf('Your answers'));
  expect(result).toMatchObject({ answers: { scanner: 'nod32', license: '/root/a.lic' } });
});
