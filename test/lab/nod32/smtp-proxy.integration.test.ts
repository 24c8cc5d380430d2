import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StartRefusal } from '../../../src/lab/daemon/start-refusal.js';
import { scannerHeader } from '../../../src/lab/nod32/outgoing-message.js';
import { connectError } from '../../../src/lab/nod32/replies.js';
import { eicar } from '../../../src/lab/scanning/eicar.js';
import { LineClient } from '../proxy/line-client.js';
import { type SmtpSink, sinkBanner, sinkEhlo } from '../proxy/smtp-sink.js';
import { plainMessage } from '../scanning/messages.js';
import { ProxiedSink, sendMail } from './proxied-sink.js';

let server: ProxiedSink;
let sink: SmtpSink;

beforeEach(async () => {
  server = await ProxiedSink.start();
  sink = server.sink;
});
afterEach(() => server.close());

describe('what goes through untouched', () => {
  test('banner and EHLO keywords', async () => {
    const to = await server.open();
    expect(await to.until('\r\n')).toBe(sinkBanner);
    to.send('EHLO me\r\n');
    expect(await to.until('250 SIZE 10485760\r\n')).toBe(sinkEhlo);
  });

  test('mail of BDAT: neither scanned nor given a header', async () => {
    let scans = 0;
    const scan = async () => {
      scans += 1;
      return [];
    };
    const to = await server.open({ scan });
    await to.until('ready');
    const chunk = `DATA\r\nQUIT\r\n${eicar}\0`;
    to.send(
      `MAIL FROM:<a@x> BODY=BINARYMIME\r\nRCPT TO:<b@x>\r\nBDAT ${chunk.length}\r\n${chunk}BDAT 3 LAST\r\nxyzQUIT\r\n`,
    );
    expect(await to.untilClosed()).toContain('250 3 bytes taken\r\n221');
    expect(sink.chunks).toEqual([chunk, 'xyz']);
    expect(sink.messages).toEqual([]);
    expect(scans).toBe(0);
  });

  test('what a client answers to an AUTH challenge is no command', async () => {
    const to = await server.open();
    await to.until('ready');
    to.send('AUTH LOGIN\r\nDATA\r\nQUIT\r\nNOOP\r\n');
    expect(await to.until('250 Done')).toContain('235 Authenticated');
    expect(sink.commands).toEqual(['AUTH LOGIN', 'DATA', 'QUIT', 'NOOP']);
  });

  test('DATA without a recipient is refused in the words of the mail server', async () => {
    const to = await server.open();
    await to.until('ready');
    to.send('MAIL FROM:<a@x>\r\nRCPT TO:<nobody@x>\r\nDATA\r\nNOOP\r\n');
    expect(await to.until('250 Done')).toContain('550 No such recipient\r\n503 No recipients\r\n');
  });
});

describe('mail of DATA', () => {
  test('gets X-Virus-Scanner on top and keeps every other byte', async () => {
    const to = await server.open();
    expect(await sendMail(to, plainMessage)).toBe('250 Mail queued for delivery\r\n');
    to.send('QUIT\r\n');
    await to.untilClosed();
    expect(sink.messages).toEqual([scannerHeader + plainMessage]);
    expect(scannerHeader).toMatch(/^X-Virus-Scanner: .* NOD32 .*\r\n\tNOD32 for Linux Mail Server\.\r\n\t/);
    expect(readdirSync(server.folder)).toEqual([]);
  });

  test('two messages and QUIT in one packet, with the client closing its side', async () => {
    const to = await server.open();
    const one = (text: string) => `MAIL FROM:<a@x>\r\nRCPT TO:<b@x>\r\nDATA\r\n${text}.\r\n`;
    to.send(`EHLO me\r\n${one('A: 1\r\n\r\n.x\r\n')}${one('')}QUIT\r\n`);
    to.socket.end();
    expect((await to.untilClosed()).match(/^250 Mail queued/gm)).toHaveLength(2);
    // ".x" loses its dot as everywhere in SMTP.
    expect(sink.messages).toEqual([`${scannerHeader}A: 1\r\n\r\nx\r\n`, scannerHeader]);
  });

  test('a lone LF around a dot does not end the message', async () => {
    await sendMail(await server.open(), 'A: 1\r\n\r\none\n.\ntwo\r\n');
    expect(sink.messages).toEqual([`${scannerHeader}A: 1\r\n\r\none\n.\ntwo\r\n`]);
  });

  test('a client that leaves in the middle leaves nothing behind', async () => {
    const to = await server.open();
    await to.until('ready');
    to.send('MAIL FROM:<a@x>\r\nRCPT TO:<b@x>\r\nDATA\r\nA: 1\r\n');
    await to.until('354');
    expect(readdirSync(server.folder)).toEqual([expect.stringMatching(/^nod32smtp-.*\.msg$/)]);
    to.socket.end();
    await to.untilClosed();
    expect(sink.messages).toEqual([]);
    expect(sink.commands).not.toContain('DATA');
  });

  test('a message larger than the bound is refused, and the session goes on', async () => {
    const to = await server.open({ mostBytes: 1000 });
    expect(await sendMail(to, `A: 1\r\n\r\n${'x'.repeat(2000)}\r\n`)).toMatch(/^552 /);
    to.send('NOOP\r\n');
    await to.until('250 Done');
    expect(sink.messages).toEqual([]);
  });

  test('a scanner that is away defers the message', async () => {
    const to = await server.open({ scan: () => Promise.reject(new Error('nod32d is gone')) });
    expect(await sendMail(to, plainMessage)).toMatch(/^451 4\.3\.0 nod32smtp/);
    expect(server.logged.join()).toContain('nod32d is gone');
    expect(sink.messages).toEqual([]);
  });
});

describe('connections', () => {
  test('421 and close when the mail server is not there', async () => {
    const port = sink.port;
    await sink.close();
    const to = await server.open({ server: { host: '127.0.0.1', port } });
    expect(await to.untilClosed()).toBe(connectError);
    expect(connectError).toBe('421 nod32smtp: server connect error, closing connection\r\n');
  });

  test('closes the client as soon as the mail server closes, passing its last words on', async () => {
    const to = await server.open();
    await to.until('ready');
    sink.sockets[0]?.end('421 Too many connections\r\n');
    expect(await to.untilClosed()).toContain('421 Too many connections\r\n');
  });

  test('closes the client even while its message is being scanned', async () => {
    let scanning: () => void = () => {};
    const started = new Promise<void>((resolve) => {
      scanning = resolve;
    });
    const to = await server.open({
      scan: () => {
        scanning();
        return new Promise(() => {});
      },
    });
    await to.until('ready');
    to.send(`MAIL FROM:<a@x>\r\nRCPT TO:<b@x>\r\nDATA\r\n${plainMessage}.\r\n`);
    await started;
    sink.sockets[0]?.destroy();
    expect(await to.untilClosed()).not.toContain('queued');
  });

  test('STARTTLS is passed through, and then the TLS session fails', async () => {
    const to = await server.open();
    await to.until('ready');
    to.send('STARTTLS\r\n');
    expect(await to.until('\r\n')).toBe('220 Ready to start TLS\r\n');
    to.socket.removeAllListeners('data');
    const outcome = await new Promise<string>((resolve) => {
      const secure = connectTls({ socket: to.socket, rejectUnauthorized: false });
      secure.once('secureConnect', () => resolve('secure'));
      secure.once('error', () => resolve('failed'));
      secure.once('close', () => resolve('failed'));
    });
    expect(outcome).toBe('failed');
  });

  test('one upstream connection for each client', async () => {
    const first = await server.open();
    await first.until('ready');
    const second = new LineClient(server.port);
    await second.until('ready');
    expect(sink.sockets).toHaveLength(2);
    second.socket.destroy();
  });

  test('refuses to start on a port that is taken, and on an address it does not have', async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    const address = holder.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const taken = server.open({ listen: { host: '127.0.0.1', port } });
    await expect(taken).rejects.toThrow(
      `cannot listen on 127.0.0.1:${port}: the port is taken by another program`,
    );
    await expect(server.open({ listen: { host: '192.0.2.1', port: 0 } })).rejects.toThrow(StartRefusal);
    await new Promise((resolve) => holder.close(resolve));
  });
});
