import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { endianness } from 'node:os';
import type { ProcessInfo, Protocol, SocketInfo } from './snapshot.js';

/** By number, from 1 on (include/net/tcp_states.h), under netstat's names. */
const tcpStates = [
  'ESTABLISHED',
  'SYN_SENT',
  'SYN_RECV',
  'FIN_WAIT1',
  'FIN_WAIT2',
  'TIME_WAIT',
  'CLOSE',
  'CLOSE_WAIT',
  'LAST_ACK',
  'LISTEN',
  'CLOSING',
];

/** The kernel prints addresses as 32-bit words of the machine's own byte order. */
function addressBytes(hex: string): number[] {
  const bytes = [...Buffer.from(hex, 'hex')];
  if (endianness() === 'BE') return bytes;
  const words = Array.from({ length: bytes.length / 4 }, (_, index) => bytes.slice(index * 4, index * 4 + 4));
  return words.flatMap((word) => word.reverse());
}

export function parseAddress(hex: string): string {
  const bytes = addressBytes(hex);
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from(
    { length: 8 },
    (_, index) => ((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0),
  );
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return `::ffff:${bytes.slice(12).join('.')}`;
  }
  return compress(groups);
}

/** IPv6 text with the longest run of two or more zero groups left out, the first of equals (RFC 5952). */
function compress(groups: readonly number[]): string {
  let start = 0;
  let length = 0;
  for (let from = 0; from < groups.length; from += 1) {
    let to = from;
    while (to < groups.length && groups[to] === 0) to += 1;
    if (to - from > length) [start, length] = [from, to - from];
  }
  const text = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':');
  if (length < 2) return text(groups);
  return `${text(groups.slice(0, start))}::${text(groups.slice(start + length))}`;
}

interface TableLine {
  readonly socket: SocketInfo;
  readonly inode: string;
}

/** A table of /proc/net (proc_net_tcp). */
export function parseSocketTable(protocol: Protocol, table: string): TableLine[] {
  const found: TableLine[] = [];
  for (const line of table.split('\n').slice(1)) {
    const fields = line.trim().split(/\s+/);
    const [, local = '', remote = '', state = '', queues = ''] = fields;
    const [localAddress = '', localPort = ''] = local.split(':');
    const [remoteAddress = '', remotePort = ''] = remote.split(':');
    const [sendQueue = '', receiveQueue = ''] = queues.split(':');
    if (localPort === '') continue;
    const stateName = tcpStates[Number.parseInt(state, 16) - 1] ?? '';
    found.push({
      inode: fields[9] ?? '',
      socket: {
        protocol,
        localAddress: parseAddress(localAddress),
        localPort: Number.parseInt(localPort, 16),
        remoteAddress: parseAddress(remoteAddress),
        remotePort: Number.parseInt(remotePort, 16),
        // An unconnected UDP socket is in state 7, which means nothing there.
        state: protocol.startsWith('udp') && stateName === 'CLOSE' ? '' : stateName,
        receiveQueue: Number.parseInt(receiveQueue, 16),
        sendQueue: Number.parseInt(sendQueue, 16),
      },
    });
  }
  return found;
}

/** Which process holds which socket, as far as we may look. */
function ownersByInode(processes: readonly ProcessInfo[]): Map<string, { pid: number; program: string }> {
  const owners = new Map<string, { pid: number; program: string }>();
  for (const { pid, name, args } of processes) {
    try {
      for (const descriptor of readdirSync(`/proc/${pid}/fd`)) {
        const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${descriptor}`))?.[1];
        if (inode && !owners.has(inode)) {
          owners.set(inode, { pid, program: (args[0] ?? name).replace(/^.*\//, '') || name });
        }
      }
    } catch {
      // Not ours to see, or it ended while we looked.
    }
  }
  return owners;
}

/** Every TCP and UDP socket, with those of `processes` named as the owners. */
export function readSockets(processes: readonly ProcessInfo[]): SocketInfo[] {
  const owners = ownersByInode(processes);
  const protocols: readonly Protocol[] = ['tcp', 'tcp6', 'udp', 'udp6'];
  return protocols
    .filter((protocol) => existsSync(`/proc/net/${protocol}`))
    .flatMap((protocol) => parseSocketTable(protocol, readFileSync(`/proc/net/${protocol}`, 'latin1')))
    .map(({ socket, inode }) => {
      const owner = owners.get(inode);
      return owner ? { ...socket, owner } : socket;
    });
}
