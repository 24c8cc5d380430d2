import type { ProcessInfo } from './snapshot.js';

export interface Column {
  readonly header: string;
  readonly width: number;
  readonly align: 'left' | 'right';
  readonly value: (process: ProcessInfo, names: ReadonlyMap<number, string>) => string;
}

const pad = (value: number, width = 2) => String(value).padStart(width, '0');

/** 136 to 143 are the pseudo-terminals, 4 the consoles and serial lines (the kernel's devices.txt). */
function terminalName(device: number): string {
  if (device === 0) return '?';
  const major = (device >> 8) & 0xfff;
  const minor = (device & 0xff) | ((device >> 12) & 0xfff00);
  if (major >= 136 && major <= 143) return `pts/${(major - 136) * 256 + minor}`;
  if (major === 4) return minor < 64 ? `tty${minor}` : `ttyS${minor - 64}`;
  return '?';
}

function fullState(process: ProcessInfo): string {
  const { state, nice, pid, session, threads, group, foregroundGroup } = process;
  const flags = [
    [nice < 0, '<'],
    [nice > 0, 'N'],
    [session === pid, 's'],
    [threads > 1, 'l'],
    [group === foregroundGroup, '+'],
  ] as const;
  return state + flags.map(([on, letter]) => (on ? letter : '')).join('');
}

function command({ args, name, state }: ProcessInfo): string {
  if (args.length > 0) return args.join(' ').trimEnd();
  return state === 'Z' ? `[${name}] <defunct>` : `[${name}]`;
}

/** Names of more than eight letters are shown as numbers, as procps of the time did. */
function user({ uid }: ProcessInfo, names: ReadonlyMap<number, string>): string {
  const name = names.get(uid);
  return name !== undefined && name.length <= 8 ? name : String(uid);
}

function started({ startedAt }: ProcessInfo): string {
  const start = new Date(startedAt);
  if (Date.now() - startedAt < 24 * 3_600_000) return `${pad(start.getHours())}:${pad(start.getMinutes())}`;
  return start.toDateString().slice(4, 7) + pad(start.getDate());
}

function bsdTime({ cpuSeconds }: ProcessInfo): string {
  return `${Math.floor(cpuSeconds / 60)}:${pad(cpuSeconds % 60)}`;
}

function unixTime({ cpuSeconds }: ProcessInfo): string {
  const minutes = Math.floor(cpuSeconds / 60);
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}:${pad(cpuSeconds % 60)}`;
}

function elapsed({ startedAt }: ProcessInfo): string {
  const seconds = Math.max(0, Math.floor((Date.now() - startedAt) / 1000));
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60),
  ];
  const clock = `${pad(minutes % 60)}:${pad(seconds % 60)}`;
  if (days > 0) return `${days}-${pad(hours)}:${clock}`;
  return hours > 0 ? `${pad(hours)}:${clock}` : clock;
}

function number(header: string, value: (process: ProcessInfo) => number): Column {
  return { header, width: 5, align: 'right', value: (process) => String(value(process)) };
}

function right(header: string, width: number, value: Column['value']): Column {
  return { header, width, align: 'right', value };
}

function left(header: string, width: number, value: Column['value']): Column {
  return { header, width, align: 'left', value };
}

/** Columns by the names that `-o` takes. */
export const columns: Readonly<Record<string, Column>> = {
  pid: number('PID', ({ pid }) => pid),
  ppid: number('PPID', ({ parent }) => parent),
  pgid: number('PGID', ({ group }) => group),
  pgrp: number('PGRP', ({ group }) => group),
  sid: number('SID', ({ session }) => session),
  sess: number('SESS', ({ session }) => session),
  uid: number('UID', ({ uid }) => uid),
  user: left('USER', 8, user),
  uname: left('USER', 8, user),
  tty: left('TT', 8, ({ terminal }) => terminalName(terminal)),
  tt: left('TT', 8, ({ terminal }) => terminalName(terminal)),
  stat: left('STAT', 4, fullState),
  s: left('S', 1, ({ state }) => state),
  state: left('S', 1, ({ state }) => state),
  ni: right('NI', 3, ({ nice }) => String(nice)),
  time: right('TIME', 8, unixTime),
  etime: right('ELAPSED', 11, elapsed),
  stime: left('STIME', 5, started),
  comm: left('COMMAND', 15, ({ name, state }) => (state === 'Z' ? `${name} <defunct>` : name)),
  ucmd: left('CMD', 15, ({ name }) => name),
  args: left('COMMAND', 27, command),
  cmd: left('CMD', 27, command),
  command: left('COMMAND', 27, command),
};

/** The columns of the usual layouts, whose headings and widths are their own. */
const terminal = left('TTY', 8, ({ terminal: device }) => terminalName(device));
const pid = number('PID', (process) => process.pid);
const cmd = left('CMD', 27, command);

export const layouts = {
  plain: [pid, terminal, right('TIME', 8, unixTime), left('CMD', 15, ({ name }) => name)],
  full: [
    left('UID', 8, user),
    pid,
    number('PPID', ({ parent }) => parent),
    right('C', 2, () => '0'),
    left('STIME', 5, started),
    terminal,
    right('TIME', 8, unixTime),
    cmd,
  ],
  bsd: [pid, terminal, left('STAT', 4, fullState), right('TIME', 6, bsdTime), left('COMMAND', 27, command)],
  bsdUser: [
    left('USER', 8, user),
    pid,
    terminal,
    left('STAT', 4, fullState),
    left('START', 5, started),
    right('TIME', 6, bsdTime),
    left('COMMAND', 27, command),
  ],
} as const satisfies Record<string, readonly Column[]>;
