import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { makeCertificate } from '../../../src/lab/axigen/make-certificate.js';
import { StartRefusal } from '../../../src/lab/daemon/start-refusal.js';
import { startConsole } from '../../../src/lab/imss/console.js';
import { startPop3Service } from '../../../src/lab/imss/pop3-service.js';
import { startReprocessService } from '../../../src/lab/imss/reprocess-service.js';
import type { Listening } from '../../../src/lab/proxy/listen.js';
import { LineClient } from '../proxy/line-client.js';

const anywhere = { host: '127.0.0.1', port: 0 };
const cleanUp: (() => unknown)[] = [];

afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

function open(service: Listening): LineClient {
  cleanUp.push(service.stop);
  const client = new LineClient(service.port);
  cleanUp.push(() => client.socket.destroy());
  return client;
}

/** A POP3 server that greets and says what it hears. */
async function popServer(greeting: string): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.write(greeting);
    socket.on('data', (text) => {
      if (text.toString().startsWith('QUIT')) socket.end('+OK bye\r\n');
      else socket.write(`+OK heard ${text}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUp.push(() => server.close());
  const address = server.address();
  return { server, port: typeof address === 'object' && address !== null ? address.port : 0 };
}

describe('the POP3 proxy', () => {
  const start = (port: number, logged: string[] = []) =>
    startPop3Service({
      listen: anywhere,
      server: { host: '127.0.0.1', port },
      host: 'mail.example.test',
      log: (text) => logged.push(text),
    });

  test('greets as IMSS, and passes the rest on until the server closes', async () => {
    const to = open(await start((await popServer('+OK POP3 server ready <1@x>\r\n')).port));
    expect(await to.until('\r\n')).toBe('+OK TrendMicro IMSS POP3 Proxy at mail.example.test\r\n');
    to.send('USER alice\r\n');
    expect(await to.until('alice\r\n')).toBe('+OK heard USER alice\r\n');
    to.send('QUIT\r\n');
    expect(await to.untilClosed()).toBe('+OK bye\r\n');
  });

  test('passes a refusal on', async () => {
    const to = open(await start((await popServer('-ERR busy\r\n')).port));
    expect(await to.until('\r\n')).toBe('-ERR busy\r\n');
  });

  test('says that no server is there', async () => {
    const { server, port } = await popServer('');
    await new Promise((resolve) => server.close(resolve));
    const logged: string[] = [];
    expect(await open(await start(port, logged)).untilClosed()).toMatch(/^-ERR /);
    expect(logged.join()).toContain('POP3 server connect error');
  });
});

test('the second socket greets, and takes no mail, whoever was there before', async () => {
  const service = await startReprocessService(anywhere);
  const rude = open(service);
  await rude.until('220 ');
  const gone = new Promise((resolve) => rude.socket.once('close', resolve));
  rude.socket.resetAndDestroy();
  await gone;
  const to = open(service);
  await to.until('220 IMSS stand-in, reprocessing\r\n');
  to.send('EHLO me\r\n');
  expect(await to.until('\r\n')).toMatch(/^502 /);
  to.send('quit\r\n');
  expect(await to.untilClosed()).toMatch(/^221 /);
});

describe('the console', () => {
  async function start(pem: string): Promise<Listening> {
    const folder = mkdtempSync(join(tmpdir(), 'imss-console-'));
    cleanUp.push(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'certificate.pem'), pem);
    const service = await startConsole(anywhere, join(folder, 'certificate.pem'));
    cleanUp.push(service.stop);
    return service;
  }

  function ask(port: number, path: string, method = 'GET'): Promise<string> {
    return new Promise((resolve, reject) => {
      const asked = request({
        host: '127.0.0.1',
        port,
        path,
        method,
        rejectUnauthorized: false,
        agent: false,
      });
      asked.once('error', reject);
      asked.once('response', (response) => {
        let text = `${response.statusCode} ${response.headers.location ?? ''}`;
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.once('end', () => resolve(text));
      });
      asked.end();
    });
  }

  test('answers at /IMSS.html over TLS', async () => {
    const { port } = await start(await makeCertificate('mail.example.test'));
    expect(await ask(port, '/IMSS.html')).toMatch(/^200 [\s\S]*stand-in/);
    expect(await ask(port, '/')).toBe('302 /IMSS.html');
    expect(await ask(port, '/other')).toBe('404 ');
    expect(await ask(port, '/IMSS.html', 'POST')).toBe('405 ');
  });

  test('says nothing to a client without TLS', async () => {
    const client = open(await start(await makeCertificate('mail.example.test')));
    client.send('GET /IMSS.html HTTP/1.0\r\n\r\n');
    expect(await client.untilClosed()).not.toContain('stand-in');
  });

  test('does not start without a certificate', async () => {
    await expect(startConsole(anywhere, '/nonexistent/certificate.pem')).rejects.toThrow(StartRefusal);
    await expect(start('no certificate')).rejects.toThrow();
  });
});
