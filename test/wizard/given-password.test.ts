import { describe, expect, test } from 'vitest';
import type { AnswerKey, GivenAnswers } from '../../src/questions/question.js';
import { request } from './fixture.js';
import { answering } from './plain-operator.js';

/** A server on which each mailbox opens with its own name as the password. */
function asking(given: [AnswerKey, string][]) {
  const looks: string[] = [];
  const check = async (key: string, text: string, all: GivenAnswers) => {
    if (key !== 'mailbox-password') return undefined;
    const owner = all.get('mailbox-user') ?? all.get('recipient') ?? '';
    looks.push(`${owner}: ${text}`);
    return text === owner.split('@')[0]
      ? undefined
      : `The mailbox of ${owner} does not open with this password.`;
  };
  const files: [AnswerKey, string][] = [
    ['license', '/root/a'],
    ['package', '/root/b'],
  ];
  return { looks, request: { ...request([...files, ...given]), check } };
}

describe('a mailbox password that is given beforehand', () => {
  test('is tried once it is known whose it is', async () => {
    const { looks, request } = asking([['mailbox-password', 'ann']]);
    const { result, text } = await answering(['ann@example.com', ''], (operator) => operator.answer(request));
    expect(looks).toEqual(['ann@example.com: ann']);
    expect(text).not.toContain('does not open');
    expect(result).toMatchObject({ secrets: { mailboxPassword: 'ann' } });
  });

  test('and asked for again when it does not open that one', async () => {
    const { request } = asking([['mailbox-password', 'wrong']]);
    const { result, text } = await answering(['ann@example.com', 'ann', ''], (operator) =>
      operator.answer(request),
    );
    expect(text).toContain(
      'Mailbox password: The mailbox of ann@example.com does not open with this password.',
    );
    expect(result).toMatchObject({ secrets: { mailboxPassword: 'ann' } });
  });

  test('with its login it is tried at once', async () => {
    const { looks, request } = asking([
      ['mailbox-user', 'ann'],
      ['mailbox-password', 'ann'],
    ]);
    await answering(['ann@example.com', ''], (operator) => operator.answer(request));
    expect(looks).toEqual(['ann: ann']);
  });

  test('is tried anew on another mailbox that is chosen in the review', async () => {
    const { looks, request } = asking([
      ['recipient', 'ann@example.com'],
      ['mailbox-password', 'ann'],
    ]);
    const lines = ['Test mailbox', 'bob@example.com', 'bob', ''];
    const { result, text } = await answering(lines, (operator) => operator.answer(request));
    expect(looks).toEqual(['ann@example.com: ann', 'bob@example.com: ann', 'bob@example.com: bob']);
    expect(text).toContain('The mailbox of bob@example.com does not open with this password.');
    expect(result).toMatchObject({
      answers: { recipient: 'bob@example.com' },
      secrets: { mailboxPassword: 'bob' },
    });
  });
});
