import { describe, expect, test } from 'vitest';
import { DialogueError } from '../../src/smtp/dialogue-error.js';
import { isPositive, maxReplyLines, parseReply, replyText } from '../../src/smtp/reply.js';

describe('parseReply', () => {
  const whole: [string[], number, string[]][] = [
    [['220 mail.example.com AXIGEN ESMTP ready'], 220, ['mail.example.com AXIGEN ESMTP ready']],
    [['220-first', '220 second'], 220, ['first', 'second']],
    [['250-a', '250-b', '250-', '250 OK'], 250, ['a', 'b', '', 'OK']],
    [['421'], 421, ['']],
    [['250 '], 250, ['']],
    [['250-a', '250'], 250, ['a', '']],
    [['354 go on', 'this is no part of it'], 354, ['go on']],
    [['550 5.7.1 no'], 550, ['5.7.1 no']],
  ];
  test.each(whole)('%j', (lines, code, texts) => {
    expect(parseReply(lines)).toEqual({ code, lines: texts });
  });

  test.each([[[]], [['220-first']], [['250-a', '250-b']]])('%j is not complete', (lines) => {
    expect(parseReply(lines)).toBeUndefined();
  });

  const malformed: [string[]][] = [
    [['']],
    [['SSH-2.0-OpenSSH_4.3']],
    [['+OK POP3 server ready']],
    [['22 short']],
    [['2200 long']],
    [['120 not SMTP']],
    [['620 not SMTP']],
    [[' 220 indented']],
    [['220\ttab']],
    [['220-first', '221 second']],
    [['220-first', 'second']],
    [['HTTP/1.0 400 Bad Request']],
  ];
  test.each(malformed)('%j is malformed', (lines) => {
    expect(() => parseReply(lines)).toThrow(
      expect.objectContaining({ name: 'DialogueError', reason: 'malformed', heard: lines }),
    );
  });

  test('an endless reply ends at the limit, and one of exactly the limit is fine', () => {
    const many = Array.from({ length: maxReplyLines }, () => '250-more');
    expect(() => parseReply(many)).toThrow(DialogueError);
    expect(parseReply([...many.slice(1), '250 done'])?.lines).toHaveLength(maxReplyLines);
  });
});

test('replyText reads a reply out on one line', () => {
  expect(replyText({ code: 250, lines: ['a', 'b'] })).toBe('250 a / b');
  expect(replyText({ code: 421, lines: [''] })).toBe('421');
});

test.each([
  [199, false],
  [200, true],
  [299, true],
  [300, false],
  [421, false],
])('isPositive(%i) is %s', (code, positive) => {
  expect(isPositive(code)).toBe(positive);
});
