import { once } from 'node:events';
import { createServer } from 'node:net';
import { UserError } from '../../errors.js';

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '0.0.0.0');
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

/** In a chroot the lab's ports are this machine's. @throws UserError when one of them is taken. */
export async function refuseTakenPorts(ports: readonly number[]): Promise<void> {
  const free = await Promise.all(ports.map(isFree));
  const taken = ports.filter((_, index) => !free[index]);
  if (taken.length === 0) return;
  throw new UserError(`port ${taken.join(' and ')} of this machine cannot be used`, {
    why: `in a chroot the lab shares the ports of this machine, and its mail server needs ${ports.join(', ')}`,
    next: 'stop what listens there (another lab?), or use a machine that allows namespaces',
  });
}
