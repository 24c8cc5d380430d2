import { describe, expect, test } from 'vitest';
import {
  formatNetstat,
  NetstatUsage,
  parseNetstatArguments,
} from '../../../src/lab/commands/netstat-output.js';
import { PsUsage, parsePsArguments } from '../../../src/lab/commands/ps-arguments.js';
import { formatPs } from '../../../src/lab/commands/ps-output.js';
import { parseProcess } from '../../../src/lab/commands/read-processes.js';
import { parseAddress, parseSocketTable } from '../../../src/lab/commands/read-sockets.js';

// As little-endian machines print them.
describe('addresses of /proc/net', () => {
  test.each([
    ['00000000', '0.0.0.0'],
    ['0100007F', '127.0.0.1'],
    ['00000000000000000000000000000000', '::'],
    ['00000000000000000000000001000000', '::1'],
    ['0000000000000000FFFF00000100007F', '::ffff:127.0.0.1'],
    ['B80D0120000000000000000001000000', '2001:db8::1'],
    ['B80D0120010000000000000001000000', '2001:db8:0:1::1'],
    ['000080FE000000000000000000000000', 'fe80::'],
  ])('%s is %s', (hex, address) => {
    expect(parseAddress(hex)).toBe(address);
  });
});

const table = [
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
  '   0: 0100007F:09DD 00000000:0000 0A 00000000:00000003 00:00000000 00000000     0        0 4711 1 0 100 0 0 10 0',
  '   1: 0100007F:0019 0100007F:C000 01 00000002:00000000 00:00000000 00000000     0        0 4712 1 0 20 4 30 10 -1',
  '',
].join('\n');

describe('netstat', () => {
  const sockets = parseSocketTable('tcp', table).map(({ socket }) => socket);
  const owned = sockets.map((socket) => ({ ...socket, owner: { pid: 39, program: 'axigen' } }));

  test('only servers, with programs, to the column', () => {
    expect(formatNetstat(parseNetstatArguments(['-ltnp']), owned, new Map())).toBe(
      [
        'Active Internet connections (only servers)',
        'Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name    ',
        'tcp        3      0 127.0.0.1:2525          0.0.0.0:*               LISTEN      39/axigen           ',
        '',
      ].join('\n'),
    );
  });

  test.each([
    [['-an'], 2],
    [['-l', '-n', '-t'], 1],
    [['-nt'], 1],
    [['--tcp', '--all', '--numeric'], 2],
    [['-lnu'], 0],
  ])('%j shows %i', (args, count) => {
    const lines = formatNetstat(parseNetstatArguments(args), sockets, new Map()).split('\n');
    expect(lines.length - 3).toBe(count);
  });

  test('names where numbers were not asked for', () => {
    const services = new Map([['25/tcp', 'smtp']]);
    expect(formatNetstat(parseNetstatArguments(['-t']), sockets, services)).toContain('localhost:smtp ');
  });

  test.each(['-x', '--frob', 'tcp', '-'])('%s is refused', (arg) => {
    expect(() => parseNetstatArguments([arg])).toThrow(NetstatUsage);
  });
});

describe('ps', () => {
  const stat = (pid: number, name: string) =>
    `${pid} (${name}) S 1 ${pid} ${pid} 0 -1 4194560 1 0 0 0 150 50 0 0 20 0 1 0 1000 1 1 1 1 1 1 1 0 0 0 0\n`;
  const processes = [
    parseProcess(stat(1, 'init'), '/bin/bash\0/sbin/init\0', 0, 0),
    parseProcess(stat(12, 'odd) S 9 (x'), '', 220, 0),
    parseProcess(stat(39, 'node'), 'axigen\0\0\0', 220, 0),
  ];
  const names = new Map([
    [0, 'root'],
    [220, 'axigen'],
  ]);
  const ps = (...args: string[]) => formatPs(parsePsArguments(args, { session: 0 }), processes, names);

  test('a name may hold brackets and spaces', () => {
    expect(processes[1]).toMatchObject({
      pid: 12,
      name: 'odd) S 9 (x',
      state: 'S',
      parent: 1,
      cpuSeconds: 2,
    });
  });

  test.each([
    [['-e', '-o', 'pid=', '-o', 'comm='], '    1 init\n   12 odd) S 9 (x\n   39 node\n'],
    [['-e', '-o', 'pid=,user='], '    1 root\n   12 axigen\n   39 axigen\n'],
    [['-eopid='], '    1\n   12\n   39\n'],
    [['-p', '39', '-o', 'args='], 'axigen\n'],
    [['-p1,39', '-o', 'pid,stat'], '  PID STAT\n    1 Ss\n   39 Ss\n'],
    [['-C', 'init', '-o', 'pid='], '    1\n'],
    [['ax'], '  PID TTY      STAT   TIME COMMAND\n    1 ?        Ss     0:02 /bin/bash /sbin/init\n'],
    [['-A'], '  PID TTY          TIME CMD\n    1 ?        00:00:02 init\n'],
  ])('ps %j', (args, expected) => {
    const output = ps(...args);
    expect(output.slice(0, expected.length)).toBe(expected);
  });

  test('-ef, without the time of the start', () => {
    expect(
      ps('-ef')
        .replace(/ \d\d:\d\d \?| \w{3}\d\d \?/g, ' START ?')
        .split('\n'),
    ).toEqual([
      'UID        PID  PPID  C STIME TTY          TIME CMD',
      'root         1     1  0 START ?        00:00:02 /bin/bash /sbin/init',
      'axigen      12     1  0 START ?        00:00:02 [odd) S 9 (x]',
      'axigen      39     1  0 START ?        00:00:02 axigen',
      '',
    ]);
  });

  test.each([[['-o', 'frob']], [['-p', 'x']], [['-p']], [['-Z']]])('%j is refused', (args) => {
    expect(() => parsePsArguments(args, { session: 0 })).toThrow(PsUsage);
  });
});
