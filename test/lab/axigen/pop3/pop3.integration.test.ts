import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StandIn } from '../stand-in.js';
import { Talk } from '../talk.js';

let standIn: StandIn;
let talks: Talk[] = [];

beforeEach(async () => {
  standIn = await StandIn.start();
});
afterEach(async () => {
  for (const talk of talks) talk.close();
  talks = [];
  await standIn.stop();
});

async function open(): Promise<{ talk: Talk; greeting: string }> {
  const opened = await Talk.greet(standIn.pop3Port);
  talks.push(opened.talk);
  return opened;
}

async function login(): Promise<Talk> {
  const { talk } = await open();
  expect(await talk.askAll('USER alice', 'PASS lab-password')).toMatch(/^\+OK /);
  return talk;
}

async function deliver(...bodies: readonly string[]): Promise<void> {
  const { talk } = await Talk.greet(standIn.smtpPort);
  await talk.ask('EHLO c');
  for (const body of bodies) {
    await talk.askAll('MAIL FROM:<a@b.c>', 'RCPT TO:<alice@example.test>', 'DATA');
    expect(await talk.ask(`${body}\r\n.`)).toMatch(/^250 /);
  }
  await talk.ask('QUIT');
}

describe('logging in', () => {
  test('with USER and PASS, in any case and with the domain', async () => {
    const { talk, greeting } = await open();
    expect(greeting).toMatch(/^\+OK POP3 server on mail\.example\.test ready <\S+@mail\.example\.test>$/);
    expect(await talk.askAll('user Alice@Example.test', 'pass lab-password')).toBe(
      '+OK Mailbox open, 0 messages',
    );
  });

  test('with APOP and the key of the greeting', async () => {
    const { talk, greeting } = await open();
    const key = /<.*>/.exec(greeting)?.[0] ?? '';
    const digest = createHash('md5').update(`${key}lab-password`).digest('hex');
    expect(await talk.ask(`APOP postmaster@example.test ${digest}`)).toMatch(/^\+OK /);
  });

  test.each([
    [['USER alice', 'PASS wrong'], '-ERR Authentication failed'],
    [['USER bob', 'PASS lab-password'], '-ERR Authentication failed'],
    [['APOP alice 00000000000000000000000000000000'], '-ERR Authentication failed'],
    [['PASS lab-password'], '-ERR Send USER first'],
    [['STAT'], '-ERR Authenticate first'],
  ])('%j: %s', async (lines, reply) => {
    expect(await (await open()).talk.askAll(...lines)).toBe(reply);
  });

  test('a mailbox is open in one session at a time', async () => {
    const first = await login();
    const { talk } = await open();
    expect(await talk.askAll('USER alice', 'PASS lab-password')).toMatch(/^-ERR \[IN-USE\]/);
    await first.ask('QUIT');
    await first.rest();
    expect(await talk.askAll('USER alice', 'PASS lab-password')).toMatch(/^\+OK /);
  });
});

describe('a session', () => {
  test('lists, reads and deletes what SMTP delivered', async () => {
    await deliver('Subject: one\r\n\r\n..dot\r\nend', 'Subject: two\r\n\r\nbody');
    const talk = await login();
    expect(await talk.ask('STAT')).toMatch(/^\+OK 2 \d+$/);
    expect(await talk.ask('LIST')).toBe('+OK 2 messages');
    const sizes = await talk.listing();
    expect(sizes.map((line) => line.split(' ')[0])).toEqual(['1', '2']);
    expect(await talk.ask('RETR 1')).toMatch(/^\+OK/);
    const lines = await talk.listing();
    expect(lines[0]).toMatch(/^Received: from c \(127\.0\.0\.1\)/);
    expect(lines.slice(2)).toEqual(['Subject: one', '', '..dot', 'end']);
    const octets = lines
      .map((line) => line.replace(/^\.\./, '.').length + 2)
      .reduce((sum, size) => sum + size, 0);
    expect(sizes[0]).toBe(`1 ${octets}`);
    expect(await talk.ask('TOP 2 0')).toMatch(/^\+OK/);
    expect((await talk.listing()).slice(2)).toEqual(['Subject: two', '']);
    expect(await talk.ask('DELE 1')).toBe('+OK Message 1 deleted');
    expect(await talk.ask('RETR 1')).toBe('-ERR No such message');
    expect(await talk.ask('LIST 2')).toMatch(/^\+OK 2 \d+$/);
    expect(await talk.ask('QUIT')).toBe('+OK Good bye');
    await talk.rest();
    const next = await login();
    expect(await next.ask('STAT')).toMatch(/^\+OK 1 /);
    expect(await next.askAll('RETR 1')).toMatch(/^\+OK/);
    expect((await next.listing())[2]).toBe('Subject: two');
  });

  test('RSET, or leaving without QUIT, deletes nothing', async () => {
    await deliver('x', 'y');
    const talk = await login();
    expect(await talk.askAll('DELE 1', 'STAT')).toMatch(/^\+OK 1 /);
    expect(await talk.askAll('RSET', 'STAT')).toMatch(/^\+OK 2 /);
    await talk.ask('DELE 2');
    talk.finish();
    await talk.rest();
    expect(await (await login()).ask('STAT')).toMatch(/^\+OK 2 /);
  });

  test('UIDL stays the same from session to session, and tells messages apart', async () => {
    await deliver('x', 'y');
    const uids = async () => {
      const talk = await login();
      await talk.ask('UIDL');
      const lines = await talk.listing();
      await talk.ask('QUIT');
      await talk.rest();
      return lines;
    };
    const first = await uids();
    expect(new Set(first.map((line) => line.split(' ')[1])).size).toBe(2);
    expect(await uids()).toEqual(first);
  });

  test.each([
    ['RETR 1', '-ERR No such message'],
    ['RETR', '-ERR No such message'],
    ['DELE 0', '-ERR No such message'],
    ['UIDL 5', '-ERR No such message'],
    ['XTND', '-ERR Unrecognized command'],
    ['NOOP', '+OK'],
  ])('%s on an empty mailbox: %s', async (command, reply) => {
    expect(await (await login()).ask(command)).toBe(reply);
  });

  test('CAPA', async () => {
    const { talk } = await open();
    expect(await talk.ask('CAPA')).toMatch(/^\+OK/);
    expect(await talk.listing()).toEqual(['USER', 'TOP', 'UIDL', 'PIPELINING']);
  });
});

test('passwords never reach the log, even at its highest level', async () => {
  await standIn.stop();
  standIn = await StandIn.start([
    ['logLevel = 15', 'logLevel = 31'],
    ['logLevel = 15', 'logLevel = 31'],
  ]);
  await (await login()).ask('QUIT');
  expect(standIn.log.join('')).toContain('<< PASS ***');
  expect(standIn.log.join('')).not.toContain('lab-password');
});
