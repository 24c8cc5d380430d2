import { describe, expect, test } from 'vitest';
import { listensEverywhere, readListening } from '../../../src/products/host/ports.js';
import { elapsedSeconds, isRunning, readProcesses } from '../../../src/products/host/processes.js';
import { readSpace } from '../../../src/products/host/space.js';

describe('netstat -ltnp', () => {
  const heading = `Active Internet connections (only servers)
Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name
`;

  test.each<[string, string, object[]]>([
    ['nothing', '', []],
    [
      'IPv4 with its program',
      'tcp        0      0 0.0.0.0:25                  0.0.0.0:*                   LISTEN      1834/axigen         ',
      [{ address: '0.0.0.0', port: 25, pid: 1834, program: 'axigen' }],
    ],
    [
      'loopback',
      'tcp        0      0 127.0.0.1:2525              0.0.0.0:*                   LISTEN      1834/axigen',
      [{ address: '127.0.0.1', port: 2525, pid: 1834, program: 'axigen' }],
    ],
    [
      'IPv6, as net-tools 1.60 says it',
      'tcp        0      0 :::22                       :::*                        LISTEN      1620/sshd           ',
      [{ address: '::', port: 22, pid: 1620, program: 'sshd' }],
    ],
    [
      'IPv6, as a newer one says it',
      'tcp6       0      0 ::1:631                 :::*                    LISTEN      900/cupsd',
      [{ address: '::1', port: 631, pid: 900, program: 'cupsd' }],
    ],
    [
      'an IPv4 address in IPv6 clothes',
      'tcp6       0      0 ::ffff:127.0.0.1:25     :::*                    LISTEN      900/java',
      [{ address: '127.0.0.1', port: 25, pid: 900, program: 'java' }],
    ],
    [
      'a program that is hidden from us, or of the kernel',
      'tcp        0      0 0.0.0.0:2049                0.0.0.0:*                   LISTEN      -                   ',
      [{ address: '0.0.0.0', port: 2049 }],
    ],
    [
      'no column of programs',
      'tcp        0      0 0.0.0.0:25                  0.0.0.0:*                   LISTEN',
      [{ address: '0.0.0.0', port: 25 }],
    ],
    [
      'a program that calls itself a sentence',
      'tcp        0      0 0.0.0.0:25                  0.0.0.0:*                   LISTEN      2010/sendmail: acce',
      [{ address: '0.0.0.0', port: 25, pid: 2010, program: 'sendmail' }],
    ],
    [
      'a long name, cut',
      'tcp        0      0 0.0.0.0:25                  0.0.0.0:*                   LISTEN      12345/a-very-long-n',
      [{ address: '0.0.0.0', port: 25, pid: 12345, program: 'a-very-long-n' }],
    ],
    [
      'a program without a name',
      'tcp        0      0 0.0.0.0:25                  0.0.0.0:*                   LISTEN      12345/',
      [{ address: '0.0.0.0', port: 25, pid: 12345 }],
    ],
    [
      'what is no listener',
      `tcp        0      0 10.0.0.5:25                 10.0.0.9:40123              ESTABLISHED 1834/axigen
udp        0      0 0.0.0.0:68                  0.0.0.0:*                               900/dhclient
unix  2      [ ACC ]     STREAM     LISTENING     5316   1834/axigen         /tmp/x`,
      [],
    ],
  ])('%s', (_, line, found) => {
    expect(readListening(`${heading}${line}\n`)).toEqual(found);
  });

  test('all of them, in order', () => {
    const lines = [25, 110, 143].map((port) => `tcp 0 0 0.0.0.0:${port} 0.0.0.0:* LISTEN 7/axigen`);
    expect(readListening(heading + lines.join('\n')).map(({ port }) => port)).toEqual([25, 110, 143]);
  });

  test.each([
    ['0.0.0.0', true],
    ['::', true],
    ['*', true],
    ['127.0.0.1', false],
    ['::1', false],
    ['192.168.1.1', false],
    ['2001:db8::1', false],
  ])('%s: for everybody %s', (address, everywhere) => {
    expect(listensEverywhere(address)).toBe(everywhere);
  });
});

describe('ps -e -o pid= -o comm=', () => {
  const processes = readProcesses(`    1 init
 1834 axigen
 1901 nod32d <defunct>
 1902 my daemon
12345 kworker/0:1-eve
`);

  test('numbers and names', () => {
    expect(processes).toEqual([
      { pid: 1, name: 'init' },
      { pid: 1834, name: 'axigen' },
      { pid: 1901, name: 'nod32d', ended: true },
      { pid: 1902, name: 'my daemon' },
      { pid: 12345, name: 'kworker/0:1-eve' },
    ]);
  });

  test.each([
    ['axigen', true],
    ['axige', false],
    ['my daemon', true],
    // It has ended; only its parent has not noticed.
    ['nod32d', false],
  ])('%s runs: %s', (name, runs) => {
    expect(isRunning(processes, name)).toBe(runs);
  });

  test.each(['', 'ERROR: Unsupported option\n', 'sh: ps: not found\n'])('%j has none', (text) => {
    expect(readProcesses(text)).toEqual([]);
  });
});

describe('ps -e -o pid= -o stat= -o etime= -o comm=', () => {
  const now = 1_152_100_000;
  const text = `    1 Ss   41-02:00:01 init
 1834 Sl      01:02:03 axigen
 1901 Z          00:07 nod32d <defunct>
 1902 Z+         00:07 nod32smtp
 1903 S<         00:00 my daemon
 1904 D              - stuck
`;

  test('numbers, names, since when, and what has ended', () => {
    expect(readProcesses(text, now)).toEqual([
      { pid: 1, name: 'init', startedAt: now - 41 * 86_400 - 7201 },
      { pid: 1834, name: 'axigen', startedAt: now - 3723 },
      { pid: 1901, name: 'nod32d', ended: true, startedAt: now - 7 },
      { pid: 1902, name: 'nod32smtp', ended: true, startedAt: now - 7 },
      { pid: 1903, name: 'my daemon', startedAt: now },
      { pid: 1904, name: 'stuck' },
    ]);
    expect(isRunning(readProcesses(text, now), 'nod32smtp')).toBe(false);
  });

  test('without the time of day nobody can say since when', () => {
    expect(readProcesses(text).filter(({ startedAt }) => startedAt !== undefined)).toEqual([]);
    expect(readProcesses(text).map(({ name }) => name)).toContain('axigen');
  });

  test.each([
    ['00:00', 0],
    ['59:59', 3599],
    ['100:00', 6000],
    ['1:00:00', 3600],
    ['1-00:00:00', 86_400],
    ['-', undefined],
    ['7', undefined],
    ['1-00:00', undefined],
    ['1d02h', undefined],
  ])('%s are %s seconds', (etime, seconds) => {
    expect(elapsedSeconds(etime)).toBe(seconds);
  });
});

describe('df -kP, folder by folder', () => {
  const heading = 'Filesystem         1024-blocks      Used Available Capacity Mounted on\n';
  const folders = ['/etc', '/var', '/opt'];

  test('several folders on one file system, and one on another', () => {
    const root = '/dev/hda1             10080488   2300000   7268412      25% /\n';
    const text = `/etc\n${heading}${root}/var\n${heading}/dev/hda3               505605    480000       100     100% /var\n/opt\n${heading}${root}`;
    expect(readSpace(folders, text)).toEqual([
      { folder: '/etc', freeKiB: 7_268_412 },
      { folder: '/var', freeKiB: 100 },
      { folder: '/opt', freeKiB: 7_268_412 },
    ]);
  });

  test.each<[string, string, number]>([
    [
      'a long device',
      '/dev/mapper/VolGroup00-LogVol00-with-a-long-name 10080488 2300000 7268412 25% /',
      7_268_412,
    ],
    ['a device with spaces', '//server/my share 10080488 2300000 7268412 25% /', 7_268_412],
    ['a mount point with spaces', '/dev/sdb1 10080488 2300000 7268412 25% /mnt/my disk', 7_268_412],
    ['no capacity', 'none 0 0 0 - /', 0],
    ['less than nothing is left', '/dev/hda1 100 110 -10 110% /', 0],
    ['a device of digits', '10.0.0.1:/export 3000 1000 2000 34% /', 2000],
  ])('%s', (_, row, freeKiB) => {
    expect(readSpace(['/etc'], `/etc\n${heading}${row}\n`)).toEqual([{ folder: '/etc', freeKiB }]);
  });

  test('a folder that is not there leaves the others where they belong', () => {
    const text = `/etc\n${heading}/dev/hda1 9 1 8 12% /\n/var\ndf: \`/var': No such file or directory\n/opt\n${heading}/dev/hda2 9 2 7 23% /opt\n`;
    expect(readSpace(folders, text)).toEqual([
      { folder: '/etc', freeKiB: 8 },
      { folder: '/opt', freeKiB: 7 },
    ]);
  });

  test.each(['', 'sh: df: not found', '/etc\nsh: df: not found\n/var\nsh: df: not found\n'])(
    '%j tells nothing',
    (text) => {
      expect(readSpace(folders, text)).toEqual([]);
    },
  );
});
