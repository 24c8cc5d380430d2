import { describe, expect, test } from 'vitest';
import { Cancelled } from '../../src/errors.js';
import { DialogueError, dialogueError, reportable } from '../../src/smtp/dialogue-error.js';
import { describeNetworkError, reasonOf } from '../../src/smtp/net-errors.js';

const coded = (code: string, message = 'x') => Object.assign(new Error(message), { code });

describe('reasonOf', () => {
  test.each([
    ['ECONNREFUSED', 'refused'],
    ['ECONNRESET', 'reset'],
    ['EPIPE', 'reset'],
    ['ETIMEDOUT', 'timeout'],
    ['EHOSTUNREACH', 'unreachable'],
    ['ENETUNREACH', 'unreachable'],
    ['ENOTFOUND', 'unreachable'],
    ['EAI_AGAIN', 'unreachable'],
    ['ABORT_ERR', 'cancelled'],
    ['toString', 'unreachable'],
    ['ESOMETHINGELSE', 'unreachable'],
  ])('%s is %s', (code, reason) => {
    expect(reasonOf(coded(code))).toBe(reason);
  });

  test('several addresses of one name speak through the first', () => {
    expect(reasonOf(new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')]))).toBe('refused');
    expect(reasonOf(new AggregateError([]))).toBe('unreachable');
  });

  test.each([[undefined], [null], ['text'], [42], [new Error('plain')]])('%s is unreachable', (value) => {
    expect(reasonOf(value)).toBe('unreachable');
  });
});

test('words for people hold no control characters of others', () => {
  expect(describeNetworkError(coded('ECONNREFUSED'))).toContain('connection refused');
  expect(describeNetworkError(coded('EOTHER', 'bad \u001b[31m'))).toBe(
    'the connection failed: bad \\x1b[31m',
  );
  expect(describeNetworkError(new Error(''))).toBe('the connection failed');
  expect(describeNetworkError(coded('EPROHIBITED', 'the SSH server forbids it \u001b[31m'))).toBe(
    'the SSH server forbids it \\x1b[31m',
  );
});

test('a failure becomes data, a cancellation goes up, a defect of ours stays what it is', () => {
  const defect = new TypeError('ours');
  expect(dialogueError(coded('EPIPE'))).toMatchObject({ reason: 'reset' });
  expect(reportable(new DialogueError('closed')).reason).toBe('closed');
  expect(() => reportable(new DialogueError('cancelled'))).toThrow(Cancelled);
  expect(() => reportable(defect)).toThrow(defect);
});
