import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { clientFiles } from '../../../src/lab/ssh/client.js';
import { type Relay, type RelayOptions, startRelay } from '../../support/ssh/relay.js';
import { type LabSsh, labSsh } from './lab-ssh.js';
import type { ServerLab } from './server-lab.js';

/** A cable to a lab's sshd that a test can pull out. */
export interface SshDoor {
  readonly ssh: LabSsh;
  readonly relay: Relay;
  /** Goes in front of the lab's own configuration, so that the way leads through here. */
  readonly lines: string;
  end(): Promise<void>;
}

/** A port of the loopback behind which every connection is a new sshd in the lab. */
export async function sshDoor(server: ServerLab, options: RelayOptions = {}): Promise<SshDoor> {
  const ssh = labSsh(server);
  const { connect } = clientFiles(server.lab.paths);
  const listener = createServer({ allowHalfOpen: true }, (socket) => {
    const sshd = spawn('sh', [connect], { stdio: ['pipe', 'pipe', 'ignore'] });
    for (const stream of [socket, sshd.stdin]) stream.on('error', () => {});
    socket.pipe(sshd.stdin);
    sshd.stdout.pipe(socket);
    socket.on('close', () => sshd.stdin.destroy());
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const relay = await startRelay((listener.address() as AddressInfo).port, options);
  return {
    ssh,
    relay,
    lines: `Host ${ssh.host}\n  HostName 127.0.0.1\n  Port ${relay.port}\n  ProxyCommand none\n`,
    async end() {
      if (!listener.listening) return;
      await relay.end();
      const closed = once(listener, 'close');
      listener.close();
      await closed;
    },
  };
}
