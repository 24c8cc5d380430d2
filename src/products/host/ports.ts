import type { Service } from '../../model/service.js';
import type { ListeningPort } from '../host-facts.js';
import { isOf } from './is-of.js';

/**
 * Lines of `netstat -ltnp` (net-tools): `tcp 0 0 0.0.0.0:25 0.0.0.0:* LISTEN 123/axigen`. The old one says
 * `tcp` of IPv6 too, the new one `tcp6`; IPv4 addresses in IPv6 clothes are given as what they are. Pure.
 */
export function readListening(text: string): readonly ListeningPort[] {
  const found: ListeningPort[] = [];
  for (const line of text.split('\n')) {
    const match = line.match(/^tcp6?\s+\d+\s+\d+\s+(\S+):(\d+)\s+\S+\s+LISTEN(?:\s+(?:(\d+)\/(.*?)|-))?\s*$/);
    if (!match) continue;
    const [, address = '', port = '', pid, words] = match;
    // `netstat` prints what the process calls itself, such as `master` or `sendmail: acce`.
    const program = words?.split(':')[0]?.trim();
    found.push({
      address: address.replace(/^::ffff:(?=\d+\.)/i, ''),
      port: Number(port),
      ...(pid === undefined ? {} : { pid: Number(pid) }),
      ...(program === undefined || program === '' ? {} : { program }),
    });
  }
  return found;
}

const everywhere = new Set(['0.0.0.0', '::', '*']);

export function holdersOf(ports: readonly ListeningPort[], port: number): readonly ListeningPort[] {
  return ports.filter((one) => one.port === port);
}

/** A listener on `address` is reached by whoever can reach the machine. */
export function listensEverywhere(address: string): boolean {
  return everywhere.has(address);
}

/** The text is a number that a TCP port can have. */
export function isPort(text: string): boolean {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65_535;
}

/** A program of that service holds the port. */
export function isHeldBy({ program, executable }: ListeningPort, service: Pick<Service, 'process'>): boolean {
  return isOf(service, {
    ...(program === undefined ? {} : { name: program }),
    ...(executable === undefined ? {} : { executable }),
  });
}
