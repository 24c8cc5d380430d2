import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StartRefusal } from '../../../src/lab/daemon/start-refusal.js';
import type { Action } from '../../../src/lab/nod32/option-reader.js';
import { scannerHeader } from '../../../src/lab/nod32/outgoing-message.js';
import { connectError } from '../../../src/lab/nod32/replies.js';
import type { Policy } from '../../../src/lab/nod32/settings.js';
import { type SmtpProxyOptions, startSmtpProxy } from '../../../src/lab/nod32/smtp-proxy.js';
import type { Listening } from '../../../src/lab/proxy/listen.js';
import { eicar } from '../../../src/lab/scanning/eicar.js';
import { judgeMessage } from '../../../src/lab/scanning/judge-message.js';
import { LineClient } from '../proxy/line-client.js';
import { type SmtpSink, sinkBanner, sinkEhlo, startSink } from '../proxy/smtp-sink.js';
import {
  infectedMessage,
  plainMessage,
  unknownEncodingMessage,
  withAttachment,
} from '../scanning/messages.js';

const lenient: Policy = {
  onProcessed: 'accept',
  antivirus: true,
  onInfected: 'accept',
  onUncleanable: 'accept',
  onNotScanned: 'accept',
};

let sink: SmtpSink;
let proxy: Listening | undefined;
let folder: string;
let logged: string[];
let client: LineClient | undefined;

beforeEach(async () => {
  sink = await startSink();
  folder = mkdtempSync(join(tmpdir(), 'nod32-proxy-'));
  logged = [];
});

afterEach(async () => {
  client?.socket.destroy();
  proxy?.stop();
  await sink.close();
  rmSync(folder, { recursive: true });
});

async function open(changes: Partial<SmtpProxyOptions> = {}): Promise<LineClient> {
  const frame = { header: 'HEAD', footer: 'FOOT' };
  proxy = await startSmtpProxy({
    listen: { host: '127.0.0.1', port: 0 },
    server: { host: '127.0.0.1', port: sink.port },
    policy: lenient,
    footnotes: { infected: frame, notscanned: frame },
    scan: judgeMessage,
    temporaryFolder: folder,
    mostBytes: 1 << 20,
    log: (text) => logged.push(text),
    ...changes,
  });
  client = new LineClient(proxy.port);
  return client;
}

/** Everything up to and with the reply to the message. */
async function sendMail(to: LineClient, message: string): Promise<string> {
  await to.until('ready');
  to.send('MAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nDATA\r\n');
  await to.until(/^354 /m);
  to.send(`${message}.\r\n`);
  return to.until('\r\n');
}

describe('what goes through untouched', () => {
  test('banner and EHLO keywords', async () => {
    const to = await open();
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
    const to = await open({ scan });
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
    const to = await open();
    await to.until('ready');
    to.send('AUTH LOGIN\r\nDATA\r\nQUIT\r\nNOOP\r\n');
    expect(await to.until('250 Done')).toContain('235 Authenticated');
    expect(sink.commands).toEqual(['AUTH LOGIN', 'DATA', 'QUIT', 'NOOP']);
  });

  test('DATA without a recipient is refused in the words of the mail server', async () => {
    const to = await open();
    await to.until('ready');
    to.send('MAIL FROM:<a@x>\r\nRCPT TO:<nobody@x>\r\nDATA\r\nNOOP\r\n');
    expect(await to.until('250 Done')).toContain('550 No such recipient\r\n503 No recipients\r\n');
  });
});

describe('mail of DATA', () => {
  test('gets X-Virus-Scanner on top and keeps every other byte', async () => {
    const to = await open();
    expect(await sendMail(to, plainMessage)).toBe('250 Mail queued for delivery\r\n');
    to.send('QUIT\r\n');
    await to.untilClosed();
    expect(sink.messages).toEqual([scannerHeader + plainMessage]);
    expect(scannerHeader).toMatch(/^X-Virus-Scanner: .* NOD32 .*\r\n\tNOD32 for Linux Mail Server\.\r\n\t/);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('two messages and QUIT in one packet, with the client closing its side', async () => {
    const to = await open();
    const one = (text: string) => `MAIL FROM:<a@x>\r\nRCPT TO:<b@x>\r\nDATA\r\n${text}.\r\n`;
    to.send(`EHLO me\r\n${one('A: 1\r\n\r\n.x\r\n')}${one('')}QUIT\r\n`);
    to.socket.end();
    expect((await to.untilClosed()).match(/^250 Mail queued/gm)).toHaveLength(2);
    // ".x" loses its dot as everywhere in SMTP.
    expect(sink.messages).toEqual([`${scannerHeader}A: 1\r\n\r\nx\r\n`, scannerHeader]);
  });

  test('a lone LF around a dot does not end the message', async () => {
    await sendMail(await open(), 'A: 1\r\n\r\none\n.\ntwo\r\n');
    expect(sink.messages).toEqual([`${scannerHeader}A: 1\r\n\r\none\n.\ntwo\r\n`]);
  });

  test('a client that leaves in the middle leaves nothing behind', async () => {
    const to = await open();
    await to.until('ready');
    to.send('MAIL FROM:<a@x>\r\nRCPT TO:<b@x>\r\nDATA\r\nA: 1\r\n');
    await to.until('354');
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^nod32smtp-.*\.msg$/)]);
    to.socket.end();
    await to.untilClosed();
    expect(sink.messages).toEqual([]);
    expect(sink.commands).not.toContain('DATA');
  });

  test('a message larger than the bound is refused, and the session goes on', async () => {
    const to = await open({ mostBytes: 1000 });
    expect(await sendMail(to, `A: 1\r\n\r\n${'x'.repeat(2000)}\r\n`)).toMatch(/^552 /);
    to.send('NOOP\r\n');
    await to.until('250 Done');
    expect(sink.messages).toEqual([]);
  });

  test('a scanner that is away defers the message', async () => {
    const to = await open({ scan: () => Promise.reject(new Error('nod32d is gone')) });
    expect(await sendMail(to, plainMessage)).toMatch(/^451 4\.3\.0 nod32smtp/);
    expect(logged.join()).toContain('nod32d is gone');
    expect(sink.messages).toEqual([]);
  });
});

describe('what is found', () => {
  test('the EICAR file is removed from its attachment, and a footnote tells', async () => {
    expect(await sendMail(await open(), infectedMessage)).toMatch(/^250 /);
    const [message = ''] = sink.messages;
    expect(message.startsWith(scannerHeader)).toBe(true);
    expect(message).toContain('See the attachment.');
    expect(message).not.toContain(Buffer.from(eicar).toString('base64'));
    const footnote =
      '__________ NOD32 for Linux Mail Server __________\r\n\r\nHEAD\r\n\r\n  attachment "eicar.com": EICAR test file, removed\r\n\r\nFOOT\r\n';
    expect(message).toContain(
      `--b 1\r\nContent-Type: text/plain; charset=us-ascii\r\nContent-Transfer-Encoding: 7bit\r\n\r\n${footnote}\r\n--b 1--\r\n`,
    );
  });

  test('a message that is nothing but EICAR keeps its own headers', async () => {
    await sendMail(await open(), `Subject: s\r\nContent-Type: text/html\r\n\r\n${eicar}\r\n`);
    const [message = ''] = sink.messages;
    expect(message).toContain(`${scannerHeader}Subject: s\r\nContent-Type: text/plain`);
    expect(message).not.toContain('text/html');
    expect(message).toContain('the text of this message: EICAR test file, removed');
  });

  test('an attachment that cannot be scanned is removed', async () => {
    await sendMail(await open(), unknownEncodingMessage);
    expect(sink.messages[0]).toContain('attachment "blob.bin": unknown encoding x-secret, removed');
    expect(sink.messages[0]).not.toContain('garbage');
  });

  const replies: Readonly<Record<Exclude<Action, 'accept'>, RegExp>> = {
    reject: /^554 5\.7\.1 nod32smtp/,
    defer: /^451 4\.7\.1 nod32smtp/,
    discard: /^250 2\.0\.0 nod32smtp/,
  };
  const rules: readonly [keyof Policy, string][] = [
    ['onProcessed', plainMessage],
    ['onInfected', infectedMessage],
    ['onUncleanable', infectedMessage],
    ['onNotScanned', unknownEncodingMessage],
  ];
  for (const [rule, message] of rules) {
    for (const action of ['reject', 'defer', 'discard'] as const) {
      test(`${rule} = ${action}`, async () => {
        const to = await open({ policy: { ...lenient, [rule]: action } });
        expect(await sendMail(to, message)).toMatch(replies[action]);
        expect(sink.messages).toEqual([]);
        expect(sink.commands.slice(-1)).toEqual(['RSET']);
        to.send('QUIT\r\n');
        expect(await to.untilClosed()).toBe('221 Good bye\r\n'); // the reply to RSET was the proxy's own business
      });
    }
  }

  test('av_enabled = no passes everything as it is', async () => {
    await sendMail(await open({ policy: { ...lenient, antivirus: false } }), infectedMessage);
    expect(sink.messages).toEqual([infectedMessage]);
  });

  test('the rules for infected mail leave clean mail alone', async () => {
    await sendMail(
      await open({ policy: { ...lenient, onInfected: 'reject', onNotScanned: 'reject' } }),
      withAttachment('Content-Type: text/plain', 'fine'),
    );
    expect(sink.messages).toHaveLength(1);
  });
});

describe('connections', () => {
  test('421 and close when the mail server is not there', async () => {
    const port = sink.port;
    await sink.close();
    const to = await open({ server: { host: '127.0.0.1', port } });
    expect(await to.untilClosed()).toBe(connectError);
    expect(connectError).toBe('421 nod32smtp: server connect error, closing connection\r\n');
  });

  test('closes the client as soon as the mail server closes, passing its last words on', async () => {
    const to = await open();
    await to.until('ready');
    sink.sockets[0]?.end('421 Too many connections\r\n');
    expect(await to.untilClosed()).toContain('421 Too many connections\r\n');
  });

  test('closes the client even while its message is being scanned', async () => {
    let scanning: () => void = () => {};
    const started = new Promise<void>((resolve) => {
      scanning = resolve;
    });
    const to = await open({
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
    const to = await open();
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
    const first = await open();
    await first.until('ready');
    const second = new LineClient(proxy?.port ?? 0);
    await second.until('ready');
    expect(sink.sockets).toHaveLength(2);
    second.socket.destroy();
  });

  test('refuses to start on a port that is taken, and on an address it does not have', async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    const address = holder.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const taken = open({ listen: { host: '127.0.0.1', port } });
    await expect(taken).rejects.toThrow(
      `cannot listen on 127.0.0.1:${port}: the port is taken by another program`,
    );
    await expect(open({ listen: { host: '192.0.2.1', port: 0 } })).rejects.toThrow(StartRefusal);
    await new Promise((resolve) => holder.close(resolve));
  });
});
