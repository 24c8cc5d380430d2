import { describe, expect, test } from 'vitest';
import { Cancelled } from '../../src/errors.js';
import { SmtpDialogue } from '../../src/smtp/dialogue.js';
import { sendMessage } from '../../src/smtp/send-message.js';
import { formatTranscript } from '../../src/smtp/transcript.js';
import { closedPort, FakeStream, type Guest, scriptedServer, tcp } from './scripted-server.js';

const letter = {
  helo: 'client.example.com',
  from: 'a@example.com',
  to: 'b@example.com',
  message: Buffer.from('Subject: hi\n\n.dot\nMAIL FROM:<x>\n.\nend'),
  timeoutMs: 5000,
};

/** A server that answers each command by its first word, and after DATA the final dot. */
function answering(answers: Readonly<Record<string, string>>) {
  const standard: Record<string, string> = {
    greeting: '220 ready\r\n',
    EHLO: '250-hello\r\n250 OK\r\n',
    HELO: '250 hello\r\n',
    MAIL: '250 Sender accepted\r\n',
    RCPT: '250 Recipient accepted\r\n',
    DATA: '354 Ready to receive data\r\n',
    dot: '250 Mail queued for delivery\r\n',
    QUIT: '221 bye\r\n',
    ...answers,
  };
  return async ({ say, hear, socket }: Guest) => {
    const answer = (key: string) => {
      const text = standard[key] ?? '500 what\r\n';
      if (text.endsWith('<close>')) socket.end(text.slice(0, -'<close>'.length));
      else say(text);
      return text;
    };
    answer('greeting');
    for (let line = await hear(); line !== undefined; line = await hear()) {
      const verb = line.split(' ')[0] ?? '';
      if (answer(verb).startsWith('354')) {
        for (let part = await hear(); part !== '.' && part !== undefined; ) part = await hear();
        answer('dot');
      }
    }
  };
}

describe('sendMessage', () => {
  test('a message is taken; dots are doubled, so that its own lone dot ends nothing', async () => {
    await using server = await scriptedServer(answering({}));
    const result = await sendMessage(server.connect, letter);
    expect(result).toMatchObject({
      kind: 'accepted',
      reply: { code: 250, lines: ['Mail queued for delivery'] },
    });
    expect(server.heard).toEqual([
      'EHLO client.example.com',
      'MAIL FROM:<a@example.com>',
      'RCPT TO:<b@example.com>',
      'DATA',
      'Subject: hi',
      '',
      '..dot',
      'MAIL FROM:<x>',
      '..',
      'end',
      '.',
      'QUIT',
    ]);
    expect(formatTranscript(result.transcript)).toContain(
      ' -> DATA\n<-  354 Ready to receive data\n -> Subject: hi\n ->\n -> ..dot\n',
    );
  });

  test('a server that knows only HELO, and the null sender', async () => {
    await using server = await scriptedServer(answering({ EHLO: '502 what\r\n' }));
    expect(await sendMessage(server.connect, { ...letter, from: '' })).toMatchObject({ kind: 'accepted' });
    expect(server.heard.slice(0, 3)).toEqual([
      'EHLO client.example.com',
      'HELO client.example.com',
      'MAIL FROM:<>',
    ]);
  });

  const refusals: [string, Record<string, string>, string, number][] = [
    ['greeting', { greeting: '554 no\r\n' }, 'greeting', 554],
    ['EHLO and HELO', { EHLO: '500 no\r\n', HELO: '504 no\r\n' }, 'ehlo', 504],
    ['sender', { MAIL: '553 Invalid mail address\r\n' }, 'mail', 553],
    ['recipient', { RCPT: '550-relaying\r\n550 denied\r\n' }, 'rcpt', 550],
    ['DATA', { DATA: '451 Temporary rejected\r\n' }, 'data', 451],
    ['DATA answered with 250', { DATA: '250 odd\r\n' }, 'data', 250],
    ['message', { dot: '554 infected\r\n' }, 'dot', 554],
    ['recipient, and hung up: the answer counts', { RCPT: '550 no\r\n<close>' }, 'rcpt', 550],
    ['421 between two commands', { EHLO: '250 hello\r\n421 going down\r\n<close>' }, 'mail', 421],
  ];
  test.each(refusals)('refused: %s', async (_, answers, stage, code) => {
    await using server = await scriptedServer(answering(answers));
    expect(await sendMessage(server.connect, letter)).toMatchObject({
      kind: 'refused',
      stage,
      reply: { code },
    });
  });

  const breaks: [string, Record<string, string>, string, string][] = [
    ['closed at the greeting', { greeting: '<close>' }, 'greeting', 'closed'],
    ['closed at MAIL', { MAIL: '<close>' }, 'mail', 'closed'],
    ['not SMTP at RCPT', { RCPT: 'huh?\r\n' }, 'rcpt', 'malformed'],
    ['silent after DATA', { DATA: '' }, 'data', 'timeout'],
    ['half an answer to the message', { dot: '250-half\r\n<close>' }, 'dot', 'closed'],
  ];
  test.each(breaks)('broken: %s', async (_, answers, stage, reason) => {
    await using server = await scriptedServer(answering(answers));
    const result = await sendMessage(server.connect, {
      ...letter,
      timeoutMs: reason === 'timeout' ? 400 : 5000,
    });
    expect(result).toMatchObject({ kind: 'broken', stage, reason });
    expect(result.transcript.filter(({ mark }) => mark === 'problem')).toHaveLength(1);
  });

  test('a taken message stays taken when QUIT goes unanswered', async () => {
    await using server = await scriptedServer(answering({ QUIT: '<close>' }));
    expect(await sendMessage(server.connect, letter)).toMatchObject({ kind: 'accepted' });
  });

  test('no connection', async () => {
    const port = await closedPort();
    expect(await sendMessage(() => tcp(port), letter)).toMatchObject({
      kind: 'broken',
      stage: 'connect',
      reason: 'refused',
    });
  });

  test('a long message is shown in part', async () => {
    await using server = await scriptedServer(answering({}));
    const message = Buffer.from('line\n'.repeat(5000));
    const result = await sendMessage(server.connect, { ...letter, message });
    expect(formatTranscript(result.transcript)).toContain('=== (4960 more lines of the message)\n -> .\n');
    expect(server.heard.filter((line) => line === 'line')).toHaveLength(5000);
  });

  test('cancelled while the server thinks', async () => {
    await using server = await scriptedServer(answering({ RCPT: '' }));
    const cancel = new AbortController();
    const sending = sendMessage(server.connect, { ...letter, signal: cancel.signal });
    await expect.poll(() => server.heard.length).toBe(3);
    cancel.abort();
    await expect(sending).rejects.toThrow(Cancelled);
  });

  test.each([
    [{ to: 'b@example.com>\r\nDATA' }],
    [{ to: '' }],
    [{ from: 'a b@example.com' }],
    [{ from: 'a@b>' }],
    [{ helo: 'x\ny' }],
    [{ helo: '' }],
  ])('what could smuggle a command is refused before anything is sent: %j', async (change) => {
    await using server = await scriptedServer(answering({}));
    await expect(sendMessage(server.connect, { ...letter, ...change })).rejects.toThrow(RangeError);
    expect(server.connections()).toBe(0);
  });
});

describe('SmtpDialogue', () => {
  test('what is sent and what is shown are different things', async () => {
    const stream = new FakeStream();
    const dialogue = new SmtpDialogue(stream, { timeoutMs: 1000 });
    stream.push('235 welcome\r\n');
    await dialogue.command('AUTH PLAIN c2VjcmV0', { show: 'AUTH PLAIN <hidden>' });
    expect(stream.written).toEqual(['AUTH PLAIN c2VjcmV0\r\n']);
    expect(formatTranscript(dialogue.transcript.entries)).toBe(' -> AUTH PLAIN <hidden>\n<-  235 welcome');
    dialogue.close();
  });

  test('a command is one line', () => {
    const dialogue = new SmtpDialogue(new FakeStream());
    for (const line of ['a\r\nb', 'a\n', 'a\rb', 'a\0']) {
      expect(() => dialogue.command(line)).toThrow(RangeError);
    }
    dialogue.close();
  });

  test('a command for which the connection was gone already stands out', async () => {
    const stream = new FakeStream();
    const dialogue = new SmtpDialogue(stream);
    stream.destroy();
    await expect(dialogue.command('NOOP')).rejects.toMatchObject({ reason: 'closed' });
    expect(stream.written).toEqual([]);
    expect(dialogue.lostConnection).toBe(true);
    expect(formatTranscript(dialogue.transcript.entries)).toBe(
      '**> NOOP\n*** the server closed the connection',
    );
  });
});
