import { expect, test } from 'vitest';
import { formatTranscript, Transcript } from '../../src/smtp/transcript.js';

test('a conversation in the notation of swaks', () => {
  const transcript = new Transcript();
  transcript.add('info', 'Connected.');
  transcript.add('received', '220 ready');
  transcript.add('sent', 'EHLO a');
  transcript.add('unexpected', '550 no');
  transcript.add('not-sent', 'QUIT');
  transcript.add('problem', 'the server closed the connection');
  expect(formatTranscript(transcript.entries)).toBe(
    [
      '=== Connected.',
      '<-  220 ready',
      ' -> EHLO a',
      '<** 550 no',
      '**> QUIT',
      '*** the server closed the connection',
    ].join('\n'),
  );
});

test('control characters are escaped when kept, and again when entries come from elsewhere', () => {
  const transcript = new Transcript();
  transcript.add('received', '220 \u001b]0;owned\u0007 \u009b31m');
  expect(transcript.entries).toEqual([{ mark: 'received', text: '220 \\x1b]0;owned\\x07 \\x9b31m' }]);
  expect(formatTranscript([{ mark: 'received', text: 'a\u001b[2Jb\nc' }])).toBe('<-  a\\x1b[2Jb\\x0ac');
});

test('a secret is hidden wherever it turns up, also when a server echoes it', () => {
  const transcript = new Transcript();
  transcript.hide('s3cret$&');
  transcript.hide('');
  transcript.add('received', '-ERR bad password "s3cret$&" (s3cret$&)');
  expect(transcript.entries[0]?.text).toBe('-ERR bad password "<hidden>" (<hidden>)');
  expect(transcript.safe('s3cret$&')).toBe('<hidden>');
});

test('however much is said, the beginning and the end are kept', () => {
  const transcript = new Transcript();
  for (let line = 1; line <= 1000; line += 1) transcript.add('received', `line ${line}`);
  const { entries } = transcript;
  expect(entries).toHaveLength(401);
  expect(entries[0]?.text).toBe('line 1');
  expect(entries[299]?.text).toBe('line 300');
  expect(entries[300]).toEqual({ mark: 'info', text: '(600 entries left out here)' });
  expect(entries[301]?.text).toBe('line 901');
  expect(entries.at(-1)?.text).toBe('line 1000');
});

test('a long text is cut', () => {
  const transcript = new Transcript();
  transcript.add('received', 'x'.repeat(100_000));
  expect(transcript.entries[0]?.text.length).toBeLessThan(600);
});
