import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Edits, replaceDefaultClient, StandIn, twelve, WorkDirectory } from '../stand-in.js';
import { alice, files, relayed, useStandIn } from '../use-stand-in.js';

const { client, start } = useStandIn();

describe('AUTH', () => {
  const noRelay: Edits = [['127.0.0.0/255.0.0.0', '10.20.0.0/255.255.0.0']];
  const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64');

  test.each([
    ['PLAIN with a response', [`AUTH PLAIN ${base64('\0alice@example.test\0lab-password')}`]],
    ['PLAIN when asked', ['AUTH PLAIN', base64('\0alice\0lab-password')]],
    ['LOGIN', ['AUTH LOGIN', base64('alice'), base64('lab-password')]],
    ['LOGIN with a name', [`AUTH LOGIN ${base64('alice@example.test')}`, base64('lab-password')]],
  ])('%s lets a client relay', async (_, lines) => {
    const axigen = await start([], noRelay);
    const talk = await client(axigen);
    await talk.ask('EHLO c');
    expect(await talk.askAll(...lines)).toBe('235 Authentication successful');
    expect(await talk.askAll('MAIL FROM:<>', 'RCPT TO:<x@elsewhere.test>')).toMatch(/^250 /);
    expect(await talk.askAll('DATA', 'x\r\n.')).toMatch(/^250 /);
    expect((await files(axigen, ...relayed))[0]).toContain('with ESMTPA id ');
  });

  test.each([
    ['a wrong password', [`AUTH PLAIN ${base64('\0alice\0wrong')}`], /^535 /],
    ['an unknown user', ['AUTH LOGIN', base64('bob'), base64('lab-password')], /^535 /],
    ['giving up', ['AUTH LOGIN', '*'], /^501 /],
    ['no base64', ['AUTH PLAIN', '!'], /^501 /],
    ['another mechanism', ['AUTH GSSAPI'], /^504 /],
    ['a wrong digest', ['AUTH CRAM-MD5', base64('alice 00000000000000000000000000000000')], /^535 /],
  ])('%s', async (_, lines, reply) => {
    const talk = await client(await start());
    await talk.ask('EHLO c');
    expect(await talk.askAll(...lines)).toMatch(reply);
  });

  test('not before EHLO, not twice, not within a message', async () => {
    const talk = await client(await start());
    const auth = `AUTH PLAIN ${base64('\0alice\0lab-password')}`;
    expect(await talk.ask(auth)).toMatch(/^503 /);
    expect(await talk.askAll('EHLO c', 'MAIL FROM:<>', auth)).toMatch(/^503 /);
    expect(await talk.askAll('RSET', auth)).toMatch(/^235 /);
    expect(await talk.ask(auth)).toMatch(/^503 /);
  });

  test('more failures than maxAuthErrors end the connection', async () => {
    const axigen = await start([['maxAuthErrors = 5', 'maxAuthErrors = 1']]);
    const talk = await client(axigen);
    const wrong = `AUTH PLAIN ${base64('\0alice\0wrong')}`;
    await talk.askAll('EHLO c', wrong);
    talk.send(`${wrong}\r\n`);
    expect(await talk.rest()).toMatch(/^535 .*\r\n421 /);
  });

  test('a client object may offer less', async () => {
    const talk = await client(await start([replaceDefaultClient('plainConnAuthTypes = (login)')]));
    const reply = await talk.ask('EHLO c');
    expect(reply).toContain('\n250-AUTH LOGIN\n250-AUTH=LOGIN\n');
    expect(await talk.ask('AUTH PLAIN')).toMatch(/^504 /);
  });

  test('secrets never reach the log, even at its highest level', async () => {
    const axigen = await start([['logLevel = 15', 'logLevel = 31']]);
    const talk = await client(axigen);
    const secret = base64('\0alice\0lab-password');
    await talk.askAll('EHLO c', `AUTH PLAIN ${secret}`, 'EHLO d', 'QUIT');
    const log = axigen.log.join('');
    expect(log).toContain('<< AUTH PLAIN ***');
    expect(log).not.toContain(secret);
  });
});

describe('STARTTLS', () => {
  test('encrypts, forgets what was said before, and the message tells of it', async () => {
    const axigen = await start();
    const talk = await client(axigen);
    expect(await talk.ask('EHLO c')).toContain('250-STARTTLS');
    await talk.ask('MAIL FROM:<a@b.c>');
    expect(await talk.ask('STARTTLS')).toBe('220 Ready to start TLS');
    await talk.startTls({ servername: 'mail.example.test' });
    expect(await talk.ask('MAIL FROM:<a@b.c>')).toBe('503 Send HELO or EHLO first');
    expect(await talk.ask('EHLO c')).not.toContain('STARTTLS');
    await talk.askAll('MAIL FROM:<a@b.c>', 'RCPT TO:<alice@example.test>');
    expect(await talk.askAll('DATA', 'x\r\n.')).toMatch(/^250 /);
    expect(await talk.ask('QUIT')).toMatch(/^221-/);
    expect((await files(axigen, ...alice))[0]).toMatch(/\twith \(\S+ encrypted\) ESMTPS id /);
  });

  test('what a client sends in the clear behind STARTTLS is thrown away', async () => {
    const talk = await client(await start());
    await talk.ask('EHLO c');
    talk.send('STARTTLS\r\nEHLO injected\r\n');
    expect(await talk.reply()).toBe('220 Ready to start TLS');
    await talk.startTls();
    expect(await talk.ask('NOOP')).toBe('250 OK');
  });

  test('a client that does not speak TLS is dropped, the others are served', async () => {
    const axigen = await start();
    const talk = await client(axigen);
    await talk.askAll('EHLO c', 'STARTTLS');
    talk.send('MAIL FROM:<a@b.c>\r\n');
    await talk.rest();
    expect(axigen.log.join('')).toContain('TLS handshake failed with [127.0.0.1]');
    expect(await (await client(axigen)).ask('EHLO c')).toContain('250 OK');
  });

  test('not when the client object says no', async () => {
    const talk = await client(await start([replaceDefaultClient('allowStartTLS = no')]));
    expect(await talk.ask('EHLO c')).not.toContain('STARTTLS');
    expect(await talk.ask('STARTTLS')).toMatch(/^502 /);
  });

  test('a certificate that cannot be read stops the start', async () => {
    const directory = await WorkDirectory.make();
    await rm(join(directory.path, 'axigen_cert.pem'));
    await expect(StandIn.startIn(directory, twelve)).rejects.toThrow(/ENOENT.*axigen_cert\.pem/);
    await directory.remove();
  });
});
