import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Lab } from '../src/lab/lab.js';
import { clientFiles, hostKeyAlias } from '../src/lab/ssh/client.js';

/** A port of the loopback behind which every connection is a new sshd in the lab. */
export interface Door {
  /** A configuration of ssh with which every name is the lab, through this door. */
  readonly config: string;
  close(): Promise<void>;
}

/** @param delayMs how long what is on its way is held back, each way; 0 and more */
export async function openDoor(
  { paths, record }: Pick<Lab, 'paths' | 'record'>,
  delayMs: number,
): Promise<Door> {
  const { connect, identity, knownHosts } = clientFiles(paths);
  const open = new Set<Socket>();
  const listener = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    open.add(socket);
    const sshd = spawn('sh', [connect], { stdio: ['pipe', 'pipe', 'ignore'] });
    for (const stream of [socket, sshd.stdin, sshd.stdout]) stream.on('error', () => {});
    carry(socket, sshd.stdin, delayMs);
    carry(sshd.stdout, socket, delayMs);
    socket.on('close', () => {
      open.delete(socket);
      sshd.stdin.destroy();
    });
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  return {
    config: [
      'Host *',
      '  HostName 127.0.0.1',
      `  Port ${port}`,
      `  HostKeyAlias ${hostKeyAlias(record.options.name)}`,
      '  User root',
      `  IdentityFile ${identity}`,
      '  IdentitiesOnly yes',
      `  UserKnownHostsFile ${knownHosts}`,
      '  GlobalKnownHostsFile /dev/null',
      '  StrictHostKeyChecking yes',
      '',
    ].join('\n'),
    async close() {
      const closed = once(listener, 'close');
      listener.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

/** As a long cable does: each piece comes so much later, and many are on their way at once. */
function carry(from: Readable, to: Writable, delayMs: number): void {
  const later = (work: () => void) => {
    if (delayMs === 0) work();
    else void sleep(delayMs).then(work);
  };
  from.on('data', (chunk: Buffer) => later(() => to.write(chunk)));
  from.on('end', () => later(() => to.end()));
}
