import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { localHost } from '../../../src/host/local/local-host.js';

const host = localHost();
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listen(address: string): Promise<number> {
  const server = createServer((socket) => socket.on('error', () => {}).end('220 hello\r\n'));
  servers.push(server);
  await once(server.listen(0, address), 'listening');
  return (server.address() as AddressInfo).port;
}

test('a stream, both ways, on 127.0.0.1 unless told otherwise', async () => {
  const stream = await host.connect(await listen('127.0.0.1'));
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  expect(Buffer.concat(chunks).toString()).toBe('220 hello\r\n');
});

test('another address', async () => {
  const port = await listen('127.0.0.2');
  await expect(host.connect(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  (await host.connect(port, { address: '127.0.0.2' })).destroy();
});

test('a refusal has its code', async () => {
  const port = await listen('127.0.0.1');
  await new Promise((resolve) => servers.splice(0)[0]?.close(resolve));
  await expect(host.connect(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('a line that drops before anybody listens to it ends nothing', async () => {
  const server = createServer();
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const accepted = once(server, 'connection');
  const stream = await host.connect((server.address() as AddressInfo).port);
  const [socket] = (await accepted) as [Socket];
  socket.resetAndDestroy();
  if (!stream.closed) await new Promise((resolve) => stream.once('close', resolve));
  expect(stream.errored).toMatchObject({ code: 'ECONNRESET' });
});

test('who does not answer within the time', async () => {
  // A process that is stopped takes nobody in; its queue of one is soon full.
  const program = `require('net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, function () {
    process.stdout.write(String(this.address().port))
  })`;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = await once(child.stdout, 'data');
  const port = Number(String(said));
  child.kill('SIGSTOP');
  const tries = await Promise.allSettled(
    Array.from({ length: 5 }, () => host.connect(port, { timeoutMs: 300 })),
  );
  child.kill('SIGKILL');
  for (const one of tries) if (one.status === 'fulfilled') one.value.destroy();
  expect(tries.at(-1)).toMatchObject({
    status: 'rejected',
    reason: { code: 'ETIMEDOUT', message: `no answer from 127.0.0.1:${port} within 300 ms` },
  });
});
