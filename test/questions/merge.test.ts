import { expect, test } from 'vitest';
import { mergeAnswers } from '../../src/questions/merge.js';
import type { AnswerKey } from '../../src/questions/question.js';

const given = (...entries: readonly (readonly [AnswerKey, string])[]) => new Map<AnswerKey, string>(entries);

test('the stronger source counts, key by key', () => {
  const merged = mergeAnswers(
    given(['recipient', 'a@x'], ['license', '/a']),
    given(['recipient', 'b@x'], ['package', '/p']),
  );
  expect(Object.fromEntries(merged)).toEqual({ recipient: 'b@x', license: '/a', package: '/p' });
});

test('a peak that is told now counts for more than threads that were told before', () => {
  const file = given(['scan-threads', '4']);
  expect(mergeAnswers(file, given(['peak-connections', '60'])).has('scan-threads')).toBe(false);
  const both = given(['peak-connections', '60'], ['scan-threads', '8']);
  expect(mergeAnswers(file, both).get('scan-threads')).toBe('8');
  expect(mergeAnswers(given(['peak-connections', '60']), file).get('scan-threads')).toBe('4');
});
