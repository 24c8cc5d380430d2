import type { SocketInfo } from './snapshot.js';

export interface NetstatRequest {
  readonly tcp: boolean;
  readonly udp: boolean;
  /** `listening`: only servers; `connected`: only connections; `all`: both. */
  readonly show: 'listening' | 'connected' | 'all';
  readonly numeric: boolean;
  readonly programs: boolean;
}

/** An option that this netstat does not know. */
export class NetstatUsage extends Error {}

/** Reads -t -u -l -a -n -p in any grouping. UNIX domain sockets are not shown, whatever is asked. */
export function parseNetstatArguments(args: readonly string[]): NetstatRequest {
  const long: Readonly<Record<string, string>> = {
    '--tcp': 't',
    '--udp': 'u',
    '--listening': 'l',
    '--all': 'a',
    '--numeric': 'n',
    '--programs': 'p',
    '--inet': '',
    '--wide': '',
  };
  const letters = args.map((arg) => long[arg] ?? (/^-[tulanpW46]+$/.test(arg) ? arg.slice(1) : undefined));
  const unknown = letters.indexOf(undefined);
  if (unknown >= 0) throw new NetstatUsage(`invalid option -- '${(args[unknown] ?? '').replace(/^-+/, '')}'`);
  const given = letters.join('');
  const both = !given.includes('t') && !given.includes('u');
  return {
    tcp: both || given.includes('t'),
    udp: both || given.includes('u'),
    show: given.includes('a') ? 'all' : given.includes('l') ? 'listening' : 'connected',
    numeric: given.includes('n'),
    programs: given.includes('p'),
  };
}

const headings = {
  listening: 'Active Internet connections (only servers)',
  connected: 'Active Internet connections (w/o servers)',
  all: 'Active Internet connections (servers and established)',
} as const;

function isListening({ protocol, state }: SocketInfo): boolean {
  return protocol.startsWith('tcp') ? state === 'LISTEN' : state === '';
}

function isShown(socket: SocketInfo, { tcp, udp, show }: NetstatRequest): boolean {
  if (!(socket.protocol.startsWith('tcp') ? tcp : udp)) return false;
  return show === 'all' || isListening(socket) === (show === 'listening');
}

function endpoint(
  socket: SocketInfo,
  address: string,
  port: number,
  numeric: boolean,
  services: ReadonlyMap<string, string>,
): string {
  if (numeric) return `${address}:${port === 0 ? '*' : port}`;
  const host =
    { '0.0.0.0': '*', '::': '[::]', '127.0.0.1': 'localhost', '::1': 'localhost' }[address] ?? address;
  const service = services.get(`${port}/${socket.protocol.slice(0, 3)}`) ?? String(port);
  return `${host}:${port === 0 ? '*' : service}`;
}

/** As net-tools prints it, to the column. */
export function formatNetstat(
  request: NetstatRequest,
  sockets: readonly SocketInfo[],
  services: ReadonlyMap<string, string>,
): string {
  const { numeric, programs, show } = request;
  const heading = `Proto Recv-Q Send-Q ${'Local Address'.padEnd(23)} ${'Foreign Address'.padEnd(23)} ${'State'.padEnd(11)}`;
  const lines = [headings[show], programs ? `${heading} ${'PID/Program name'.padEnd(20)}` : heading];
  for (const socket of sockets.filter((candidate) => isShown(candidate, request))) {
    const local = endpoint(socket, socket.localAddress, socket.localPort, numeric, services);
    const remote = endpoint(socket, socket.remoteAddress, socket.remotePort, numeric, services);
    const { protocol, receiveQueue, sendQueue, state, owner } = socket;
    const line = [
      protocol.padEnd(5),
      String(receiveQueue).padStart(6),
      String(sendQueue).padStart(6),
      local.padEnd(23),
      remote.padEnd(23),
      state.padEnd(11),
    ];
    if (programs) line.push((owner ? `${owner.pid}/${owner.program}`.slice(0, 19) : '-').padEnd(20));
    lines.push(line.join(' '));
  }
  return `${lines.join('\n')}\n`;
}
