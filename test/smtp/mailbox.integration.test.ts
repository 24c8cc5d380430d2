import { describe, expect, test } from 'vitest';
import { Cancelled } from '../../src/errors.js';
import { openMailbox } from '../../src/smtp/mailbox.js';
import { MailboxError } from '../../src/smtp/mailbox-error.js';
import { formatTranscript, Transcript } from '../../src/smtp/transcript.js';
import { type Pop3Script, type Pop3Server, pop3Server } from './pop3-server.js';

const mail = ['Subject: one\r\n\r\nfirst', 'Subject: two\r\n\r\n.dots\r\n..\r\nend'];

async function open(
  server: Pop3Server,
  change: { password?: string; maxMessageBytes?: number; skipApop?: boolean } = {},
) {
  const transcript = new Transcript();
  const options = { user: 'info', password: 'sesame', timeoutMs: 2000, transcript, ...change };
  return { mailbox: await openMailbox(await server.connect(), options), transcript };
}

async function failure(server: Pop3Server, password = 'sesame') {
  const transcript = new Transcript();
  const options = { user: 'info', password, timeoutMs: 400, transcript };
  const error: unknown = await openMailbox(await server.connect(), options).catch((thrown) => thrown);
  if (!(error instanceof MailboxError)) throw new Error(`expected a MailboxError, not ${String(error)}`);
  return { error, shown: formatTranscript(transcript.entries) };
}

describe('logging in', () => {
  test('by APOP where it is offered: the password does not cross the wire', async () => {
    await using server = await pop3Server({ apop: 'accepted' });
    const { mailbox, transcript } = await open(server);
    await mailbox.quit();
    expect(mailbox.apopRefused).toBe(false);
    expect(server.heard).toEqual([expect.stringMatching(/^APOP info [0-9a-f]{32}$/), 'QUIT']);
    expect(formatTranscript(transcript.entries)).toContain(' -> APOP info <hidden>\n<-  +OK welcome');
  });

  test('by USER and PASS where APOP is refused', async () => {
    await using server = await pop3Server({ apop: 'refused' });
    const { mailbox, transcript } = await open(server);
    expect(mailbox.apopRefused).toBe(true);
    mailbox.close();
    expect(server.heard.slice(1)).toEqual(['USER info', 'PASS sesame']);
    expect(formatTranscript(transcript.entries)).toContain(' -> PASS <hidden>');
  });

  test.each<[string, Pop3Script, boolean]>([
    ['without an offer', {}, false],
    ['when told to skip APOP', { apop: 'refused' }, true],
  ])('by USER and PASS alone %s', async (_, script, skipApop) => {
    await using server = await pop3Server(script);
    const { mailbox } = await open(server, { skipApop });
    mailbox.close();
    expect(mailbox.apopRefused).toBe(false);
    expect(server.heard).toEqual(['USER info', 'PASS sesame']);
  });

  test('a wrong password is tried twice at most, and shows nowhere, even if the server echoes it', async () => {
    await using server = await pop3Server({ apop: 'accepted', password: 'other' });
    const { error, shown } = await failure(server, 'hunter2');
    expect(error).toMatchObject({ reason: 'wrong-password', apopRefused: true });
    expect(server.heard.map((line) => line.split(' ')[0])).toEqual(['APOP', 'USER', 'PASS']);
    expect(error.message).toContain('it said: "<hidden>" is wrong');
    expect(`${error.message} ${error.stack} ${String(error.cause)} ${shown}`).not.toContain('hunter2');
    expect(shown).not.toContain(server.heard[0]?.split(' ')[2]);
  });

  const refusals: [string, Pop3Script, string][] = [
    ['busy', { answers: { PASS: '-ERR [IN-USE] locked\r\n' } }, 'busy'],
    [
      'no password in the clear',
      { answers: { USER: '-ERR plaintext authentication disallowed\r\n' } },
      'needs-encryption',
    ],
    ['user refused', { answers: { USER: '-ERR\r\n' } }, 'wrong-password'],
    ['turned away', { greeting: '-ERR too many connections' }, 'rejected'],
    ['not POP3', { greeting: '220 smtp.example.com ready' }, 'malformed'],
    ['silent at PASS', { answers: { PASS: '' } }, 'timeout'],
    ['cut off', { messages: () => null }, 'closed'],
    ['APOP refused and closed', { apop: 'refused and closed' }, 'closed'],
  ];
  test.each(refusals)('%s', async (_, script, reason) => {
    await using server = await pop3Server(script);
    const { error } = await failure(server);
    expect(error.reason).toBe(reason);
    expect(error.apopRefused).toBe(script.apop !== undefined);
  });

  test('a mailbox that is busy for APOP is not asked again by USER and PASS', async () => {
    await using server = await pop3Server({
      apop: 'accepted',
      answers: { APOP: '-ERR [IN-USE] locked\r\n' },
    });
    expect((await failure(server)).error.reason).toBe('busy');
    expect(server.heard).toHaveLength(1);
  });

  test.each([[{ user: 'a\r\nDELE 1', password: 'x' }], [{ user: 'a', password: 'hunter2\n' }]])(
    'what could smuggle a command is refused, without saying it: %#',
    async (credentials) => {
      await using server = await pop3Server({});
      const opened = openMailbox(await server.connect(), { ...credentials, timeoutMs: 2000 });
      await expect(opened).rejects.toThrow(/^a (user name|password) cannot contain an end of line$/);
      expect(server.heard).toEqual([]);
    },
  );

  test('cancelled while waiting', async () => {
    await using server = await pop3Server({ answers: { PASS: '' } });
    const cancel = new AbortController();
    const opened = openMailbox(await server.connect(), { user: 'a', password: 'b', signal: cancel.signal });
    await expect.poll(() => server.heard.length).toBe(2);
    cancel.abort();
    await expect(opened).rejects.toMatchObject({ reason: 'cancelled' });
    await expect(opened).rejects.not.toBeInstanceOf(Cancelled);
  });
});

describe('reading', () => {
  test('count, sizes, head, whole, removal', async () => {
    await using server = await pop3Server({ messages: () => mail });
    const { mailbox } = await open(server);
    expect(await mailbox.count()).toBe(2);
    expect(await mailbox.sizes()).toEqual([
      { number: 1, bytes: mail[0]?.length },
      { number: 2, bytes: mail[1]?.length },
    ]);
    expect((await mailbox.top(1, 0)).toString()).toBe('Subject: one\r\n\r\n');
    expect((await mailbox.retr(2)).toString()).toBe(`${mail[1]}\r\n`);
    await mailbox.dele(2);
    expect(server.removed).toEqual([]);
    await mailbox.quit();
    expect(server.removed).toEqual([mail[1]]);
  });

  test('a cut connection removes nothing', async () => {
    await using server = await pop3Server({ messages: () => mail });
    const { mailbox } = await open(server);
    await mailbox.dele(1);
    mailbox.close();
    await expect(mailbox.count()).rejects.toBeInstanceOf(MailboxError);
    expect(server.removed).toEqual([]);
  });

  test('without TOP the whole message serves, and TOP is asked for once', async () => {
    await using server = await pop3Server({ messages: () => mail, top: false });
    const { mailbox } = await open(server);
    expect((await mailbox.top(1, 0)).toString()).toBe(`${mail[0]}\r\n`);
    expect((await mailbox.top(2, 0)).toString()).toBe(`${mail[1]}\r\n`);
    expect(server.heard.slice(2)).toEqual(['TOP 1 0', 'RETR 1', 'RETR 2']);
    mailbox.close();
  });

  test('a message that does not exist is no sign that TOP is missing', async () => {
    await using server = await pop3Server({ messages: () => mail });
    const { mailbox } = await open(server);
    await expect(mailbox.top(9, 0)).rejects.toMatchObject({ reason: 'rejected' });
    await mailbox.top(1, 0);
    expect(server.heard.at(-1)).toBe('TOP 1 0');
    mailbox.close();
  });

  test('a message above the limit is not read on', async () => {
    await using server = await pop3Server({ messages: () => [`A: b\r\n\r\n${'x\r\n'.repeat(100_000)}`] });
    const { mailbox } = await open(server, { maxMessageBytes: 1000 });
    await expect(mailbox.retr(1)).rejects.toMatchObject({ reason: 'too-long' });
    mailbox.close();
  });

  test.each([
    ['count', { STAT: '+OK many\r\n' }],
    ['sizes', { LIST: '+OK\r\none 1\r\n.\r\n' }],
  ] as const)('%s: nonsense is malformed', async (method, answers) => {
    await using server = await pop3Server({ answers });
    const { mailbox } = await open(server);
    await expect(mailbox[method]()).rejects.toMatchObject({ reason: 'malformed' });
    mailbox.close();
  });

  test('a body that breaks off is no message', async () => {
    await using server = await pop3Server({
      answers: { RETR: '+OK\r\nSubject: half\r\n' },
      messages: () => mail,
    });
    const transcript = new Transcript();
    const mailbox = await openMailbox(await server.connect(), {
      user: 'a',
      password: 'sesame',
      timeoutMs: 400,
      transcript,
    });
    await expect(mailbox.retr(1)).rejects.toMatchObject({ reason: 'timeout' });
    mailbox.close();
  });
});
