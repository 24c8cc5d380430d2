import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll } from 'vitest';

/** Servers on free ports of the loopback, gone after the tests of a file. */
export function listeners(): (
  serve: (socket: Socket) => void,
  options?: { address?: string },
) => Promise<number> {
  const servers: Server[] = [];
  const sockets = new Set<Socket>();
  afterAll(() => {
    for (const server of servers) server.close();
    for (const socket of sockets) socket.destroy();
  });
  return async (serve, { address = '127.0.0.1' } = {}) => {
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      serve(socket);
    });
    servers.push(server);
    await once(server.listen(0, address), 'listening');
    return (server.address() as AddressInfo).port;
  };
}

/** A port that takes nobody in: a process that is stopped, whose queue of one is full. */
export async function unanswering(): Promise<{ readonly port: number; end(): void }> {
  const program = `require('net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, function () {
    process.stdout.write(String(this.address().port))
  })`;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = await once(child.stdout, 'data');
  const port = Number(String(said));
  child.kill('SIGSTOP');
  const waiting: Socket[] = [];
  const end = () => {
    child.kill('SIGKILL');
    for (const socket of waiting) socket.destroy();
  };
  for (;;) {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('error', () => {});
    waiting.push(socket);
    const taken = new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('timeout', () => resolve(false));
      socket.setTimeout(300);
    });
    if (!(await taken)) return { port, end };
  }
}
