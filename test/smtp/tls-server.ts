import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type TLSSocket, type TlsOptions } from 'node:tls';
import { type ScriptedServer, tcp } from './scripted-server.js';

/** Key and certificate as `openssl req` makes them; written below `path`. */
export function pairBelow(
  path: (name: string) => string,
  { bits, digest }: { readonly bits: number; readonly digest: 'md5' | 'sha1' | 'sha256' },
): Pick<TlsOptions, 'key' | 'cert'> {
  const [key, cert] = [path(`${bits}-${digest}.key`), path(`${bits}-${digest}.crt`)];
  const subject = ['-subj', '/CN=mail.example.test', '-days', '2', '-nodes'];
  const made = ['-newkey', `rsa:${bits}`, `-${digest}`, '-keyout', key, '-out', cert];
  execFileSync('openssl', ['req', '-x509', ...made, ...subject], { stdio: 'ignore' });
  return { key: readFileSync(key), cert: readFileSync(cert) };
}

/** Speaks TLS from the first byte. `script` gets each conversation once its request has come, up to the empty line. */
export async function tlsServer(
  options: TlsOptions,
  script: (socket: TLSSocket) => void,
): Promise<Pick<ScriptedServer, 'port' | 'connect' | 'heard' | 'connections'> & AsyncDisposable> {
  const heard: string[] = [];
  const sockets = new Set<{ destroy(): unknown }>();
  let connections = 0;
  const server = createServer(options, (socket) => {
    let request = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      request += chunk.toString('latin1');
      if (!request.endsWith('\r\n\r\n')) return;
      heard.push(request);
      script(socket);
    });
  });
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    heard,
    connect: () => tcp(port),
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
