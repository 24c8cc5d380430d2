import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { imssHeaders } from '../../../src/lab/imss/imss-headers.js';
import { LineClient } from '../proxy/line-client.js';
import { type SmtpSink, startSink } from '../proxy/smtp-sink.js';
import { InstallRoot } from './install-root.js';

let sink: SmtpSink;
let imss: InstallRoot;

beforeEach(async () => {
  sink = await startSink();
  imss = await InstallRoot.create(sink.port);
});

afterEach(async () => {
  await imss.remove();
  await sink.close();
});

const logged = (text: string | RegExp) =>
  expect.poll(() => imss.log, { timeout: 30_000, interval: 20 }).toMatch(text);

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

const open = async (): Promise<string[]> => {
  const names = Object.entries(imss.ports);
  const answered = await Promise.all(names.map(([, port]) => answers(port)));
  return names.map(([name]) => name).filter((_, index) => answered[index]);
};

describe('the program', () => {
  test('serves its ports, keeps its command line, and ends on SIGTERM', async () => {
    const { child, ended } = imss.start();
    await logged(/console on \d+: open/);
    expect(await open()).toEqual(['smtp', 'reprocess', 'pop3', 'console']);
    expect(readFileSync(`/proc/${child.pid}/cmdline`, 'latin1').split('\0')).toContain(imss.root);
    const client = new LineClient(imss.ports.smtp);
    client.send('MAIL FROM:<a@x>\r\nRCPT TO:<b@x>\r\nDATA\r\nA: 1\r\n\r\nb\r\n.\r\n');
    await client.until('queued');
    expect(sink.messages).toEqual([`A: 1\r\n${imssHeaders}\r\nb\r\n`]);

    child.kill('SIGTERM');
    await client.untilClosed();
    expect(await ended).toEqual({ code: 0, text: '' });
    expect(await open()).toEqual([]);
    expect(imss.log).toMatch(/^\w{3} [ \d]\d \d\d:\d\d:\d\d \S+ imss-standin\[\d+\]: starting$/m);
    expect(imss.log).toMatch(/: stopped\n$/);
  });

  test('a message that is half collected is gone with it', async () => {
    const { child, ended } = imss.start();
    await logged(/console on \d+: open/);
    const client = new LineClient(imss.ports.smtp);
    client.send('MAIL FROM:<a@x>\r\nRCPT TO:<b@x>\r\nDATA\r\nA: 1\r\n');
    await client.until('354');
    const queued = () => readdirSync(imss.at('queue'));
    expect(queued()).toHaveLength(1);
    child.kill('SIGTERM');
    await ended;
    expect(queued()).toEqual([]);
  });

  test('told to stop before its ports are open, it never opens them', async () => {
    imss.standIn('[start]\ndelay = 600\n');
    const { child, ended } = imss.start();
    await logged('starting');
    expect(await open()).toEqual([]);
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
    expect(imss.log).not.toContain('open');
  });

  test('told never to open its SMTP port, it opens the others', async () => {
    imss.standIn('[start]\ndelay=0\nnever-opens=yes\n');
    imss.start();
    await logged(/console on \d+: open/);
    expect(await open()).toEqual(['reprocess', 'pop3', 'console']);
  });

  test('without any port it runs until it is told to stop', async () => {
    imss.standIn('[start]\ndelay=0\n[console]\noff=yes\n');
    imss.edit((text) => text.replace(/^proxy_port=.*/gm, 'proxy_port=none'));
    const { child, ended } = imss.start();
    await logged('ready');
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
    expect(imss.log).toMatch(/: stopped\n$/);
  });

  test('without console and POP3 proxy', async () => {
    imss.standIn('[start]\ndelay=0\n[console]\noff=yes\n');
    imss.edit((text) => text.replace('pop3_enable_proxy=yes', 'pop3_enable_proxy=no'));
    imss.start();
    await logged(/SMTP_REPROCESS on \S+: open/);
    expect(await open()).toEqual(['smtp', 'reprocess']);
  });

  test('a port that is taken is named in the log; the others open', async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(imss.ports.smtp, '127.0.0.1', resolve));
    imss.start();
    await logged(/console on \d+: open/);
    expect(imss.log).toContain(
      `error: [socket1] SMTP_SERVICE on 127.0.0.1:${imss.ports.smtp}: cannot listen on 127.0.0.1:${imss.ports.smtp}: the port is taken by another program`,
    );
    expect(imss.log).toMatch(/SMTP_REPROCESS on \S+: open/);
    await new Promise((resolve) => holder.close(resolve));
  });

  test('a missing certificate costs the console alone', async () => {
    rmSync(imss.at('UI/certificate.pem'));
    imss.start();
    await logged(/error: console on \d+: no certificate for the console: ENOENT/);
    expect(await open()).toEqual(['smtp', 'reprocess', 'pop3']);
  });

  test('what it does not understand in imss.ini is in the log', async () => {
    imss.edit((text) => text.replace(`proxy_port=${imss.ports.smtp}`, 'proxy_port=smtp'));
    imss.start();
    await logged(/imss\.ini: line \d+: proxy_port=smtp is no port/);
    await logged(/console on \d+: open/);
    expect(await open()).toEqual(['reprocess', 'pop3', 'console']);
  });

  test('without imss.ini it refuses to start, on the spot and in the log', async () => {
    rmSync(imss.at('config/imss.ini'));
    const { code, text } = await imss.start().ended;
    expect(code).toBe(1);
    expect(text).toMatch(/^imss-standin: ENOENT: .*imss\.ini'\n$/);
    expect(imss.log).toContain('error: refusing to start: ENOENT');
  });
});
