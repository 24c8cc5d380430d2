import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StartRefusal } from '../../../src/lab/daemon/start-refusal.js';
import { imssHeaders } from '../../../src/lab/imss/imss-headers.js';
import { eicar } from '../../../src/lab/scanning/eicar.js';
import type { LineClient } from '../proxy/line-client.js';
import { infectedMessage, plainMessage } from '../scanning/messages.js';
import { ImssProxy, offer, offered } from './imss-proxy.js';

let proxy: ImssProxy;

beforeEach(async () => {
  proxy = await ImssProxy.create();
});
afterEach(() => proxy.close());

/** The reply to the message. */
async function sendMail(to: LineClient, message: string): Promise<string> {
  await to.until(/^220 .*\r\n/m);
  to.send('MAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nDATA\r\n');
  await to.until(/^354 .*\r\n/m);
  to.send(`${message}.\r\n`);
  return to.until('\r\n');
}

describe('EHLO', () => {
  test.each<[string, string[]]>([
    ['', ['PIPELINING', '8BITMIME', 'SIZE 10485760']],
    ['supported_esmtp_cmds=SIZE', ['SIZE 10485760']],
    [
      'supported_esmtp_cmds=PIPELINING,SIZE,VRFY,ETRN,XVERP,8BITMIME,AUTH',
      ['PIPELINING', 'AUTH PLAIN LOGIN', 'AUTH=PLAIN LOGIN', '8BITMIME', 'SIZE 10485760'],
    ],
    ['supported_esmtx_cmds=AUTH', ['AUTH PLAIN LOGIN', 'AUTH=PLAIN LOGIN']],
    ['supported_esmtp_cmds=STARTTLS,BINARYMIME,CHUNKING', []],
  ])('with %j offers %j', async (ini, keywords) => {
    const to = await proxy.open(ini);
    await to.until('ready\r\n');
    to.send('EHLO me\r\n');
    const expected = offer([offered[0] ?? '', ...keywords]);
    expect(await to.until(/^250 .*\r\n/m)).toBe(expected);
  });

  test('in the middle of pipelined commands the replies keep their order', async () => {
    const to = await proxy.open();
    await to.until('ready\r\n');
    to.send(
      'NOOP\r\nSTARTTLS\r\nEHLO me\r\nBDAT 1\r\nNOOP\r\nMAIL FROM:<a@x> BODY=BINARYMIME\r\nAUTH LOGIN\r\nQUIT\r\n',
    );
    const codes = (await to.untilClosed()).match(/^\d\d\d(?= )/gm);
    expect(codes).toEqual(['250', '502', '250', '502', '250', '555', '502', '221']);
    expect(proxy.sink.commands).toEqual(['NOOP', 'EHLO me', 'NOOP', 'QUIT']);
  });
});

describe('AUTH', () => {
  test('passes while it is on the list, challenges and answers', async () => {
    const to = await proxy.open('supported_esmtp_cmds=AUTH');
    await to.until('ready\r\n');
    to.send('AUTH LOGIN\r\nDATA\r\nQUIT\r\nNOOP\r\n');
    expect(await to.until('250 Done')).toContain('334 UGFzc3dvcmQ6\r\n235 Authenticated');
    expect(proxy.sink.commands).toEqual(['AUTH LOGIN', 'DATA', 'QUIT', 'NOOP']);
  });
});

describe('mail', () => {
  test('gets the X-imss headers behind its own and keeps every other byte', async () => {
    const to = await proxy.open();
    expect(await sendMail(to, plainMessage)).toBe('250 Mail queued for delivery\r\n');
    to.send('QUIT\r\n');
    await to.untilClosed();
    const [header = '', ...body] = plainMessage.split('\r\n\r\n');
    expect(proxy.sink.messages).toEqual([`${header}\r\n${imssHeaders}\r\n${body.join('\r\n\r\n')}`]);
    expect(proxy.queued).toEqual([]);
  });

  test('gets none while the anti-spam module is off', async () => {
    await sendMail(await proxy.open('', { antiSpam: false }), plainMessage);
    expect(proxy.sink.messages).toEqual([plainMessage]);
  });

  test('two messages and QUIT in one packet, dots kept, with the client closing its side', async () => {
    const to = await proxy.open();
    const one = (text: string) => `MAIL FROM:<a@x>\r\nRCPT TO:<b@x>\r\nDATA\r\n${text}.\r\n`;
    to.send(`EHLO me\r\n${one('A: 1\r\n\r\n..x\r\n...\r\n')}${one('A: 2\r\n\r\n\r\n')}QUIT\r\n`);
    to.socket.end();
    expect((await to.untilClosed()).match(/^250 Mail queued/gm)).toHaveLength(2);
    expect(proxy.sink.messages).toEqual([
      `A: 1\r\n${imssHeaders}\r\n..x\r\n...\r\n`,
      `A: 2\r\n${imssHeaders}\r\n\r\n`,
    ]);
  });

  test('of some megabytes', async () => {
    const body = `${'.'.repeat(70)}${'x'.repeat(900)}\r\n`.repeat(5000);
    expect(await sendMail(await proxy.open(), `A: 1\r\n\r\n${body}`)).toMatch(/^250 /);
    // The first dot of a line is the one that the client put there.
    expect(proxy.sink.messages[0]).toBe(`A: 1\r\n${imssHeaders}\r\n${body}`);
  });

  test('EICAR never arrives', async () => {
    expect(await sendMail(await proxy.open(), infectedMessage)).toMatch(/^250 /);
    const [message = ''] = proxy.sink.messages;
    expect(message).toContain('See the attachment.');
    expect(message).toContain('IMSS stand-in: The attachment "eicar.com" was removed');
    expect(message).not.toContain(Buffer.from(eicar).toString('base64'));
    expect(proxy.logged.join()).toContain('removed: EICAR test file');
  });

  test('that is cut off leaves nothing behind', async () => {
    const to = await proxy.open();
    await to.until('ready');
    to.send('MAIL FROM:<a@x>\r\nRCPT TO:<b@x>\r\nDATA\r\nA: 1\r\n');
    await to.until('354');
    to.socket.end();
    await to.untilClosed();
    expect(proxy.sink.commands).not.toContain('DATA');
    expect(proxy.queued).toEqual([]);
  });
});

describe('who may connect', () => {
  test.each(['127.0.0.1', '10.0.0.1, 127.0.0.0/8'])('smtp_allow_client_ip=%s lets us in', async (list) => {
    await (await proxy.open(`smtp_allow_client_ip=${list}`)).until('ready\r\n');
  });

  test.each(['10.0.0.1', 'nobody', ''])('smtp_allow_client_ip=%s does not', async (list) => {
    const to = await proxy.open(`smtp_allow_client_ip=${list}`);
    expect(await to.untilClosed()).toMatch(/^5\d\d .*\r\n$/);
    expect(proxy.sink.sockets).toEqual([]);
    expect(proxy.logged.join()).toContain('refused 127.0.0.1');
  });
});

test('a port that is taken is refused with the reason', async () => {
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
  const address = holder.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const taken = proxy.start('', {}, port);
  await expect(taken).rejects.toThrow(StartRefusal);
  await expect(taken).rejects.toThrow('the port is taken by another program');
  await new Promise((resolve) => holder.close(resolve));
});
