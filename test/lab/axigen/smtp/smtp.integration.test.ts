import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Edits, replaceDefaultClient } from '../stand-in.js';
import { alice, files, relayed, useStandIn } from '../use-stand-in.js';

const { client, greet, start } = useStandIn();

describe('a conversation', () => {
  test('as the articles and facts print it', async () => {
    const axigen = await start();
    const { talk, greeting } = await greet(axigen.smtpPort);
    expect(greeting).toBe('220 mail.example.test AXIGEN SMTP ready');
    expect(await talk.ask('HELO client.test')).toBe('250 mail.example.test AXIGEN ESMTP hello');
    expect(await talk.ask('MAIL FROM:<sender@client.test>')).toBe('250 Sender accepted');
    expect(await talk.ask('RCPT TO:<Alice@Example.TEST>')).toBe('250 Recipient accepted');
    expect(await talk.ask('DATA')).toBe('354 Ready to receive data; remember <CRLF>.<CRLF>');
    expect(await talk.ask('Subject: hi\r\n\r\n..dots\r\n.')).toBe('250 Mail queued for delivery');
    expect(await talk.ask('RSET')).toBe('250 Reset done');
    expect(await talk.ask('NOOP')).toBe('250 OK');
    expect(await talk.ask('VRFY alice')).toMatch(/^252 /);
    expect(await talk.ask('HELP')).toMatch(/^214-/);
    expect(await talk.ask('QUIT')).toBe(
      '221-mail.example.test AXIGEN ESMTP is closing connection\n221 Good bye',
    );
    expect(await talk.rest()).toBe('');
    const [message = ''] = await files(axigen, ...alice);
    expect(message).toMatch(
      /^Received: from client\.test \(127\.0\.0\.1\) by mail\.example\.test \(Axigen\)\r\n\twith SMTP id [0-9A-F]+; .* \+0000\r\nSubject: hi\r\n\r\n\.dots\r\n$/,
    );
  });

  test('one message to two mailboxes', async () => {
    const axigen = await start();
    const talk = await client(axigen);
    const last = await talk.askAll(
      'EHLO c',
      'MAIL FROM:<>',
      'RCPT TO:<alice@example.test>',
      'RCPT TO:<postmaster>',
      'DATA',
      'x\r\n.',
    );
    expect(last).toBe('250 Mail queued for delivery');
    expect(await files(axigen, ...alice)).toHaveLength(1);
    expect(await files(axigen, 'domains', 'example.test', 'postmaster')).toHaveLength(1);
  });

  test('commands sent in one piece by a client that then closes its side are all answered', async () => {
    const axigen = await start();
    const talk = await client(axigen);
    talk.send('EHLO c\r\nMAIL FROM:<a@b.c>\r\nRCPT TO:<alice@example.test>\r\nDATA\r\nx\r\n.\r\nQUIT\r\n');
    talk.finish();
    const lines = (await talk.rest()).split('\r\n');
    expect(lines.slice(-7)).toEqual([
      '250 Sender accepted',
      '250 Recipient accepted',
      '354 Ready to receive data; remember <CRLF>.<CRLF>',
      '250 Mail queued for delivery',
      '221-mail.example.test AXIGEN ESMTP is closing connection',
      '221 Good bye',
      '',
    ]);
  });

  test('a client that ends its lines with LF alone is understood', async () => {
    const axigen = await start();
    const talk = await client(axigen);
    talk.send('EHLO c\nMAIL FROM:<a@b.c>\nRCPT TO:<alice@example.test>\nDATA\nx\n.\nQUIT\n');
    expect(await talk.rest()).toContain('250 Mail queued for delivery');
    expect((await files(axigen, ...alice))[0]).toMatch(/\r\nx\n$/);
  });

  test.each([
    [['MAIL FROM:<a@b.c>'], '503 Send HELO or EHLO first'],
    [['EHLO'], '501 Syntax: EHLO hostname'],
    [['EHLO c', 'RCPT TO:<alice@example.test>'], '503 Send MAIL first'],
    [['EHLO c', 'DATA'], '503 Send MAIL first'],
    [['EHLO c', 'MAIL FROM:<a@b.c>', 'DATA'], '503 Send RCPT first'],
    [['EHLO c', 'MAIL FROM:<a@b.c>', 'MAIL FROM:<a@b.c>'], '503 Sender already specified'],
    [['EHLO c', 'MAIL FROM:<a@b.c>', 'EHLO c', 'RCPT TO:<alice@example.test>'], '503 Send MAIL first'],
    [['EHLO c', 'MAIL FROM:<a b>'], '553 Invalid mail address'],
    [['EHLO c', 'MAIL a@b.c'], '501 Syntax: MAIL FROM:<address>'],
    [['EHLO c', 'MAIL FROM:<a@b.c> COLOUR=red'], '555 Parameter not recognized'],
    [['EHLO c', 'MAIL FROM:<a@b.c>', 'RCPT TO:<>'], '553 Invalid mail address'],
    [['EHLO c', 'MAIL FROM:<a@b.c>', 'RCPT TO:<bob@example.test>'], '550 <bob@example.test> User unknown'],
    [['EHLO c', 'ETRN x'], '500 Unrecognized command'],
    [[`NOOP ${'x'.repeat(20_000)}`], '500 Line too long'],
  ])('%j: %s', async (lines, reply) => {
    expect(await (await client(await start())).askAll(...lines)).toBe(reply);
  });

  test('when one mailbox cannot be written the client is told to try again, and no other gets the message', async () => {
    const axigen = await start();
    const folder = join(axigen.directory.path, ...alice);
    await rm(folder, { recursive: true });
    await writeFile(folder, 'in the way');
    const talk = await client(axigen);
    const last = await talk.askAll(
      'EHLO c',
      'MAIL FROM:<a@b.c>',
      'RCPT TO:<postmaster@example.test>',
      'RCPT TO:<alice@example.test>',
      'DATA',
      'x\r\n.',
    );
    expect(last).toBe('452 Insufficient system storage');
    expect(await readdir(join(axigen.directory.path, 'domains', 'example.test', 'postmaster'))).toEqual([]);
    expect(await talk.ask('NOOP')).toBe('250 OK');
  });

  test('more errors than maxErrors end the connection', async () => {
    const axigen = await start([['maxErrors = 20', 'maxErrors = 2']]);
    const talk = await client(axigen);
    await talk.askAll('WHAT', 'WHAT');
    talk.send('WHAT\r\n');
    expect(await talk.rest()).toBe(
      '500 Unrecognized command\r\n421 mail.example.test too many errors, closing connection\r\n',
    );
  });

  test('a message with more Received headers than allowed is in a loop', async () => {
    const axigen = await start([['maxReceivedHeaders = 30', 'maxReceivedHeaders = 2']]);
    const talk = await client(axigen);
    await talk.askAll('EHLO c', 'MAIL FROM:<a@b.c>', 'RCPT TO:<alice@example.test>', 'DATA');
    expect(await talk.ask(`${'Received: x\r\n'.repeat(3)}\r\n.`)).toBe(
      '554 Too many Received headers: mail loop',
    );
  });
});

describe('size and number', () => {
  const small = replaceDefaultClient('maxDataSize = 1\nmaxRCPTCount = 1');

  test('a message above maxDataSize is refused after its data, and the next one goes through', async () => {
    const axigen = await start([small]);
    const talk = await client(axigen);
    expect(await talk.ask('EHLO c')).toContain('250-SIZE 1024\n');
    expect(await talk.ask('MAIL FROM:<a@b.c> SIZE=1025')).toMatch(/^552 /);
    await talk.askAll('MAIL FROM:<a@b.c> SIZE=1024', 'RCPT TO:<alice@example.test>', 'DATA');
    expect(await talk.ask(`${'x'.repeat(1023)}\r\n.`)).toMatch(/^552 /);
    await talk.askAll('MAIL FROM:<a@b.c>', 'RCPT TO:<alice@example.test>', 'DATA');
    expect(await talk.ask(`${'x'.repeat(1022)}\r\n.`)).toMatch(/^250 /);
    expect(await files(axigen, ...alice)).toHaveLength(1);
  });

  test('maxRCPTCount', async () => {
    const talk = await client(await start([small]));
    await talk.askAll('EHLO c', 'MAIL FROM:<a@b.c>', 'RCPT TO:<alice@example.test>');
    expect(await talk.ask('RCPT TO:<postmaster@example.test>')).toBe('452 Too many recipients');
  });
});

describe('the policy', () => {
  test('as installed, loopback relays: the mail lies in the spool with its envelope', async () => {
    const axigen = await start();
    const talk = await client(axigen);
    await talk.askAll(
      'EHLO c',
      'MAIL FROM:<a@b.c>',
      'RCPT TO:<x@elsewhere.test>',
      'RCPT TO:<alice@example.test>',
    );
    expect(await talk.askAll('DATA', 'Subject: r\r\n\r\n.')).toBe('250 Mail queued for delivery');
    expect((await files(axigen, ...relayed))[0]).toMatch(
      /^X-Lab-Envelope-From: <a@b\.c>\r\nX-Lab-Envelope-To: <x@elsewhere\.test>\r\nReceived: /,
    );
    expect(await files(axigen, ...alice)).toHaveLength(1);
  });

  test('the spelling of the second article does as well', async () => {
    const axigen = await start([], [['remoteSmtpIp', 'remoteSmtIp']]);
    const talk = await client(axigen);
    expect(await talk.askAll('EHLO c', 'MAIL FROM:<a@b.c>', 'RCPT TO:<x@elsewhere.test>')).toMatch(/^250 /);
  });

  test('for other addresses than the loopback it is denied, and local mail still arrives', async () => {
    const axigen = await start([], [['127.0.0.0/255.0.0.0', '10.20.0.0/255.255.0.0']]);
    const talk = await client(axigen);
    expect(await talk.askAll('EHLO c', 'MAIL FROM:<a@b.c>', 'RCPT TO:<x@elsewhere.test>')).toBe(
      '550 <x@elsewhere.test> Relay denied',
    );
    expect(await talk.ask('RCPT TO:<alice@example.test>')).toBe('250 Recipient accepted');
  });

  test('HELO runs onEhlo too', async () => {
    const talk = await client(await start());
    expect(await talk.askAll('HELO c', 'MAIL FROM:<>', 'RCPT TO:<x@elsewhere.test>')).toMatch(/^250 /);
  });

  test('localDelivery "auth" turns strangers away from mailboxes', async () => {
    const axigen = await start([], [['set (localDelivery, "all")', 'set (localDelivery, "auth")']]);
    const talk = await client(axigen);
    expect(await talk.askAll('EHLO c', 'MAIL FROM:<>', 'RCPT TO:<alice@example.test>')).toMatch(/^550 /);
  });

  test('onConnect, onMailFrom and onRcptTo are run', async () => {
    const script: Edits = [
      ['event onConnect {', 'event onConnect {\nset (seen, "connect");'],
      ['event onMailFrom {', 'event onMailFrom {\nif (is (seen, "connect")) { set (seen, "mail"); }'],
      ['event onRcptTo {', 'event onRcptTo {\nif (is (seen, "mail")) { set (remoteDelivery, "none"); }'],
    ];
    const talk = await client(await start([], script));
    expect(await talk.askAll('EHLO c', 'MAIL FROM:<>', 'RCPT TO:<x@elsewhere.test>')).toMatch(/^550 /);
  });

  test('"none" is no policy', async () => {
    const axigen = await start([['"filters/smtpFilters.script"\n\n', 'none\n\n']]);
    const talk = await client(axigen);
    expect(await talk.askAll('EHLO c', 'MAIL FROM:<>', 'RCPT TO:<x@elsewhere.test>')).toMatch(/^550 /);
  });
});

describe('BDAT', () => {
  test('chunks with CRLF, dots and NUL arrive as they are', async () => {
    const axigen = await start();
    const talk = await client(axigen);
    await talk.askAll('EHLO c', 'MAIL FROM:<a@b.c> BODY=BINARYMIME', 'RCPT TO:<alice@example.test>');
    talk.send('BDAT 9\r\nA: b\r\n\r\n.');
    expect(await talk.reply()).toBe('250 9 octets received');
    talk.send('BDAT 6 LAST\r\n\r\n.\r\n\0');
    expect(await talk.reply()).toBe('250 Mail queued for delivery');
    expect((await files(axigen, ...alice))[0]?.endsWith('\r\nA: b\r\n\r\n.\r\n.\r\n\0')).toBe(true);
  });

  test('an empty last chunk ends the message; DATA is refused for a binary one', async () => {
    const axigen = await start();
    const talk = await client(axigen);
    await talk.askAll('EHLO c', 'MAIL FROM:<a@b.c> BODY=BINARYMIME', 'RCPT TO:<alice@example.test>');
    expect(await talk.ask('DATA')).toBe('503 Use BDAT for this message');
    talk.send('BDAT 3\r\nx\r\nBDAT 0 LAST\r\n');
    expect([await talk.reply(), await talk.reply()]).toEqual([
      '250 3 octets received',
      '250 Mail queued for delivery',
    ]);
  });

  test('bytes of a refused chunk are not taken for commands', async () => {
    const talk = await client(await start());
    await talk.ask('EHLO c');
    talk.send('BDAT 6\r\nQUIT\r\nNOOP\r\n');
    expect([await talk.reply(), await talk.reply()]).toEqual(['503 Send MAIL first', '250 OK']);
  });

  test('chunks above maxDataSize together', async () => {
    const talk = await client(await start([replaceDefaultClient('maxDataSize = 1')]));
    await talk.askAll('EHLO c', 'MAIL FROM:<a@b.c>', 'RCPT TO:<alice@example.test>');
    talk.send(`BDAT 1024\r\n${'x'.repeat(1024)}BDAT 1 LAST\r\nx`);
    expect(await talk.reply()).toBe('250 1024 octets received');
    expect(await talk.reply()).toMatch(/^552 /);
  });

  test('not when the client object says no', async () => {
    const talk = await client(await start([replaceDefaultClient('allowBinaryData = no')]));
    const reply = await talk.ask('EHLO c');
    expect(reply).not.toMatch(/BINARYMIME|CHUNKING/);
    expect(await talk.ask('MAIL FROM:<a@b.c> BODY=BINARYMIME')).toMatch(/^504 /);
    await talk.ask('MAIL FROM:<a@b.c>');
    talk.send('BDAT 2 LAST\r\nxx');
    expect(await talk.reply()).toMatch(/^502 /);
  });
});
