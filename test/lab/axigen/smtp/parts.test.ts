import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { defaultClient } from '../../../../src/lab/axigen/config/client.js';
import { parsePath } from '../../../../src/lab/axigen/smtp/addresses.js';
import { readChunk, readData } from '../../../../src/lab/axigen/smtp/data.js';
import { ehloReply } from '../../../../src/lab/axigen/smtp/ehlo.js';
import { countReceived, receivedHeader } from '../../../../src/lab/axigen/smtp/received.js';
import { type RoutingFacts, routeRecipient } from '../../../../src/lab/axigen/smtp/routing.js';
import { ByteReader } from '../../../../src/lab/mail/byte-reader.js';

describe('parsePath', () => {
  test.each<[string, string, Record<string, string>]>([
    ['<a@b.test>', 'a@b.test', {}],
    [' <a@b.test>  SIZE=100 body=8BITMIME', 'a@b.test', { SIZE: '100', BODY: '8BITMIME' }],
    ['<>', '', {}],
    ['a@b.test', 'a@b.test', {}],
    ['<postmaster>', 'postmaster', {}],
    ['<@relay.test,@two.test:a@b.test>', 'a@b.test', {}],
    ['<a@[10.0.0.1]>', 'a@[10.0.0.1]', {}],
  ])('%s', (text, address, parameters) => {
    const path = parsePath(text);
    expect(path?.address).toBe(address);
    expect(Object.fromEntries(path?.parameters ?? [])).toEqual(parameters);
  });

  test.each(['', '<a@b', '<a b@c>', '<@b.test>', '<a@>', '<a@b@c!>', '<ä@b.test>'])('%s is none', (text) => {
    expect(parsePath(text)).toBeUndefined();
  });
});

describe('ehloReply', () => {
  test('everything allowed, in the order that was seen', () => {
    expect(ehloReply('AXIGEN', 'h', defaultClient, false)).toEqual([
      '250-h AXIGEN ESMTP hello',
      '250-PIPELINING',
      '250-AUTH PLAIN LOGIN CRAM-MD5',
      '250-AUTH=PLAIN LOGIN CRAM-MD5',
      '250-8BITMIME',
      '250-BINARYMIME',
      '250-CHUNKING',
      '250-SIZE 10485760',
      '250-STARTTLS',
      '250-HELP',
      '250 OK',
    ]);
  });

  test.each([
    [{ allowStartTLS: false }, ['STARTTLS']],
    [{ allowBinaryData: false }, ['BINARYMIME', 'CHUNKING']],
    [{ allow8bitMime: false }, ['8BITMIME']],
    [{ allowPipelining: false }, ['PIPELINING']],
    [{ plainConnAuthTypes: [] }, ['AUTH PLAIN LOGIN CRAM-MD5', 'AUTH=PLAIN LOGIN CRAM-MD5']],
  ])('%j takes away %j and nothing else', (change, missing) => {
    const reply = ehloReply('AXIGEN', 'h', { ...defaultClient, ...change }, false);
    const gone = ehloReply('AXIGEN', 'h', defaultClient, false).filter((line) => !reply.includes(line));
    expect(gone).toEqual(missing.map((keyword) => `250-${keyword}`));
  });

  test('STARTTLS is not offered twice', () => {
    expect(ehloReply('AXIGEN', 'h', defaultClient, true)).not.toContain('250-STARTTLS');
  });
});

describe('routeRecipient', () => {
  const facts: RoutingFacts = {
    localDomain: true,
    mailboxExists: true,
    authenticated: false,
    localDelivery: 'all',
    remoteDelivery: 'auth',
  };
  test.each<[Partial<RoutingFacts>, string]>([
    [{}, 'mailbox'],
    [{ mailboxExists: false }, 'unknown-user'],
    [{ localDelivery: 'auth' }, 'denied'],
    [{ localDelivery: 'auth', authenticated: true }, 'mailbox'],
    [{ localDelivery: 'none', authenticated: true }, 'denied'],
    [{ localDomain: false }, 'denied'],
    [{ localDomain: false, authenticated: true }, 'relay'],
    [{ localDomain: false, remoteDelivery: 'all' }, 'relay'],
    [{ localDomain: false, remoteDelivery: 'none', authenticated: true }, 'denied'],
  ])('%j: %s', (change, route) => {
    expect(routeRecipient({ ...facts, ...change })).toBe(route);
  });
});

describe('readData', () => {
  async function received(text: string, bareNewlines = false, limit = 1000) {
    const stream = new PassThrough();
    stream.end(Buffer.from(text, 'latin1'));
    const data = await readData(new ByteReader(stream), limit, bareNewlines);
    return data === undefined
      ? undefined
      : { text: data.message.toString('latin1'), tooLarge: data.tooLarge };
  }

  test.each([
    ['a\r\n.\r\n', 'a\r\n'],
    ['.\r\n', ''],
    ['..a\r\n.b\r\n...\r\n.\r\n', '.a\r\nb\r\n..\r\n'],
    ['a\n.\nb\r\n.\r\n', 'a\n.\nb\r\n'],
    ['a\r\n.\nb\r\n.\r\n', 'a\r\n\nb\r\n'],
    ['\xe4\x00\r\n.\r\n', '\xe4\x00\r\n'],
  ])('%j', async (sent, message) => {
    expect(await received(sent)).toEqual({ text: message, tooLarge: false });
  });

  test('LF alone ends lines for those who use it', async () => {
    expect(await received('a\n..b\n.\n', true)).toEqual({ text: 'a\n.b\n', tooLarge: false });
  });

  test('a client that leaves before the end has sent no message', async () => {
    expect(await received('a\r\n.')).toBeUndefined();
  });

  test('too much is read to its end and not kept', async () => {
    expect(await received(`${'x'.repeat(20)}\r\n.\r\n`, false, 20)).toEqual({ text: '', tooLarge: true });
  });

  test('a line longer than what is read at once keeps its dots', async () => {
    const long = `${'x'.repeat(64 * 1024)}.\r\n`;
    expect((await received(`${long}.\r\n`, false, 1e6))?.text).toBe(long);
  });
});

test('readChunk keeps what it may and reads the rest', async () => {
  const stream = new PassThrough();
  stream.end('abcdefNOOP\r\n');
  const reader = new ByteReader(stream);
  expect((await readChunk(reader, 6, 4))?.toString()).toBe('abcd');
  expect((await reader.segment(100))?.toString()).toBe('NOOP\r\n');
  expect(await readChunk(reader, 1, 1)).toBeUndefined();
});

describe('receivedHeader', () => {
  const facts = {
    helo: 'client.test',
    peerIp: '10.0.0.1',
    host: 'mail.example.test',
    extended: true,
    authenticated: false,
    cipher: undefined,
    id: '1E6133',
    now: new Date('2007-01-29T10:20:30Z'),
  };
  test.each([
    [{}, 'ESMTP'],
    [{ extended: false }, 'SMTP'],
    [{ authenticated: true }, 'ESMTPA'],
    [{ cipher: 'AES128' }, '(AES128 encrypted) ESMTPS'],
    [{ cipher: 'AES128', authenticated: true }, '(AES128 encrypted) ESMTPSA'],
  ])('%j', (change, protocol) => {
    expect(receivedHeader({ ...facts, ...change })).toBe(
      `Received: from client.test (10.0.0.1) by mail.example.test (Axigen)\r\n\twith ${protocol} id 1E6133; Mon, 29 Jan 2007 10:20:30 +0000\r\n`,
    );
  });
});

test('countReceived looks at the header alone', () => {
  expect(countReceived(Buffer.from('Received: a\r\nX: y\r\nreceived: b\r\n\r\nReceived: c\r\n'))).toBe(2);
});
