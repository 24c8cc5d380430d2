/** What `ps` and `netstat` show, as plain data that can cross a socket. */
export interface ProcessInfo {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  readonly uid: number;
  /** The kernel's name for it, up to 15 characters. */
  readonly name: string;
  /** Its arguments; empty for a thread of the kernel. */
  readonly args: readonly string[];
  /** One letter, as in proc(5). */
  readonly state: string;
  readonly nice: number;
  readonly threads: number;
  /** Device number of its terminal, 0 for none. */
  readonly terminal: number;
  readonly foregroundGroup: number;
  /** Processor time used, in seconds. */
  readonly cpuSeconds: number;
  /** When it was started, in milliseconds since 1970. */
  readonly startedAt: number;
}

export type Protocol = 'tcp' | 'tcp6' | 'udp' | 'udp6';

export interface SocketInfo {
  readonly protocol: Protocol;
  readonly localAddress: string;
  readonly localPort: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
  /** As netstat names it; empty for an unconnected UDP socket. */
  readonly state: string;
  readonly receiveQueue: number;
  readonly sendQueue: number;
  /** The process that holds it, where it can be seen. */
  readonly owner?: { readonly pid: number; readonly program: string };
}

export interface Snapshot {
  readonly processes: readonly ProcessInfo[];
  readonly sockets: readonly SocketInfo[];
}
