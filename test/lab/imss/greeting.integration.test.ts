import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { sinkBanner } from '../proxy/smtp-sink.js';
import { ImssProxy } from './imss-proxy.js';

const configurationError = '421 Internal configuration error\r\n';
let proxy: ImssProxy;

afterEach(() => proxy.close());

describe('a client of the proxy', () => {
  test('sees two banners: one of IMSS, one of the mail server', async () => {
    proxy = await ImssProxy.create();
    const to = await proxy.open();
    expect(await to.until('ready\r\n')).toBe(`220-TrendMicro IMSS SMTP proxy\r\n${sinkBanner}`);
  });

  test('sees the last line of a longer banner', async () => {
    proxy = await ImssProxy.create('220-one\r\n220-two\r\n220 three\r\n');
    expect(await (await proxy.open()).until('three\r\n')).toBe(
      '220-TrendMicro IMSS SMTP proxy\r\n220 three\r\n',
    );
  });

  test('is told 421 when no mail server is there, even if it speaks first', async () => {
    proxy = await ImssProxy.create();
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const address = closed.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await new Promise((resolve) => closed.close(resolve));
    const to = await proxy.open('', { downstream: { host: '127.0.0.1', port } });
    to.send('EHLO me\r\n');
    expect(await to.untilClosed()).toBe(configurationError);
    expect(proxy.logged.join()).toContain(`server connect error: 127.0.0.1:${port}`);
  });

  test.each(['421 Too many connections\r\n', '554 No\r\n', '220-TrendMicro IMSS SMTP proxy\r\n220 x\r\n'])(
    'is told 421 when the mail server greets with %j',
    async (banner) => {
      proxy = await ImssProxy.create(banner);
      const to = await proxy.open();
      to.send('EHLO me\r\nQUIT\r\n');
      expect(await to.untilClosed()).toBe(configurationError);
    },
  );

  test('is told 421 when the mail server closes without a word', async () => {
    proxy = await ImssProxy.create('');
    const to = await proxy.open();
    to.send('EHLO me\r\n');
    await expect.poll(() => proxy.sink.sockets.length).toBe(1);
    proxy.sink.sockets[0]?.end();
    expect(await to.untilClosed()).toBe(configurationError);
  });

  test('is told 421 when the mail server is the proxy itself, and no chain of connections is built', async () => {
    proxy = await ImssProxy.create();
    const to = await proxy.open('', {
      sockets: [
        {
          section: 'socket1',
          service: 'SMTP_SERVICE',
          listen: { host: '127.0.0.1', port: proxy.sink.port },
        },
      ],
    });
    expect(await to.untilClosed()).toBe(configurationError);
    expect(proxy.sink.sockets).toEqual([]);
  });

  test('is told 421 when the mail server is another proxy of the kind', async () => {
    proxy = await ImssProxy.create();
    const inner = await proxy.start();
    const to = await proxy.open('', { downstream: { host: '127.0.0.1', port: inner } });
    expect(await to.untilClosed()).toBe(configurationError);
  });
});

describe('the end of a connection', () => {
  test('comes the moment the mail server closes, with its last words', async () => {
    proxy = await ImssProxy.create();
    const to = await proxy.open();
    await to.until('ready\r\n');
    proxy.sink.sockets[0]?.end('421 Too many connections\r\n');
    expect(await to.untilClosed()).toBe('421 Too many connections\r\n');
  });

  test('reaches the mail server when the client leaves', async () => {
    proxy = await ImssProxy.create();
    const to = await proxy.open();
    await to.until('ready\r\n');
    const [server] = proxy.sink.sockets;
    const ended = new Promise((resolve) => server?.once('close', resolve));
    to.socket.destroy();
    await ended;
    expect(server?.destroyed).toBe(true);
  });

  test('reaches the mail server when the client leaves before the greeting', async () => {
    proxy = await ImssProxy.create('');
    const to = await proxy.open();
    await expect.poll(() => proxy.sink.sockets.length).toBe(1);
    const [server] = proxy.sink.sockets;
    const ended = new Promise((resolve) => server?.once('close', resolve));
    to.socket.resetAndDestroy();
    await ended;
    expect(server?.destroyed).toBe(true);
  });
});
