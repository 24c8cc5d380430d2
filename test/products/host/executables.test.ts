import { describe, expect, test } from 'vitest';
import { readExecutables, withExecutables } from '../../../src/products/host/executables.js';
import { isOf, type KnownProgram } from '../../../src/products/host/is-of.js';
import { isHeldBy } from '../../../src/products/host/ports.js';
import { isRunning } from '../../../src/products/host/processes.js';

const link = (pid: number, target: string) =>
  `lrwxrwxrwx  1 root root 0 Nov 22 04:48 /proc/${pid}/exe${target === '' ? '' : ` -> ${target}`}`;

describe('executables of processes', () => {
  test.each<[string, string[], [number, string][]]>([
    ['a link of /proc', [link(812, '/opt/trend/imss/bin/x')], [[812, '/opt/trend/imss/bin/x']]],
    [
      'one that was replaced',
      [link(812, '/opt/trend/imss/bin/x (deleted)')],
      [[812, '/opt/trend/imss/bin/x']],
    ],
    ['blanks in the name', [link(812, '/opt/trend micro/bin/x y')], [[812, '/opt/trend micro/bin/x y']]],
    ['a kernel thread has none', [link(2, ''), '2 [kthreadd]'], []],
    [
      'without /proc the command line',
      ['  812 /opt/trend/imss/bin/x', '    1 init'],
      [[812, '/opt/trend/imss/bin/x']],
    ],
    [
      '/proc counts more',
      [link(812, '/usr/bin/perl'), '  812 /opt/trend/imss/bin/x'],
      [[812, '/usr/bin/perl']],
    ],
    [
      'a name that looks like a link of another process',
      [link(812, '/tmp/a /proc/1/exe -> /opt/trend/imss/x')],
      [[812, '/tmp/a /proc/1/exe -> /opt/trend/imss/x']],
    ],
    ['a command line that looks like a link', ['  812 l /proc/1/exe -> /opt/trend/imss/x'], []],
    ['an old date', [link(812, '/sbin/x').replace('04:48', ' 2005')], [[812, '/sbin/x']]],
    ['nothing', [''], []],
  ])('%s', (_name, lines, found) => {
    expect([...readExecutables(lines.join('\n'))]).toEqual(found);
  });

  test('are joined by number; a port without one stays as it is', () => {
    const known = new Map([[7, '/opt/trend/imss/bin/x']]);
    const ports = [{ port: 25, pid: 7 }, { port: 26, pid: 8 }, { port: 27 }];
    expect(withExecutables<{ port: number; pid?: number }>(ports, known)).toEqual([
      { port: 25, pid: 7, executable: '/opt/trend/imss/bin/x' },
      { port: 26, pid: 8 },
      { port: 27 },
    ]);
  });
});

const named = { process: 'nod32smtp' };
const below = { process: '/opt/trend/imss/' };

describe('whose a process is', () => {
  test.each<[string, { process: string }, KnownProgram, boolean]>([
    ['the name', named, { name: 'nod32smtp' }, true],
    ['another name', named, { name: 'nod32d' }, false],
    ['no name', named, {}, false],
    ['a name says nothing of a folder', below, { name: '/opt/trend/imss/' }, false],
    ['an executable in the folder', below, { name: 'x', executable: '/opt/trend/imss/x' }, true],
    ['deeper below it', below, { name: 'x', executable: '/opt/trend/imss/UI/jre/bin/java' }, true],
    ['a folder whose name begins alike', below, { executable: '/opt/trend/imss2/x' }, false],
    ['the folder somewhere within', below, { executable: '/mnt/opt/trend/imss/x' }, false],
    ['an unknown executable', below, { name: 'x' }, false],
  ])('%s', (_name, service, program, wanted) => {
    expect(isOf(service, program)).toBe(wanted);
    const { name = '', executable } = program;
    const process = { pid: 7, name, ...(executable === undefined ? {} : { executable }) };
    expect(isRunning([process], service.process)).toBe(wanted);
    expect(isRunning([{ ...process, ended: true }], service.process)).toBe(false);
    const port = {
      address: '0.0.0.0',
      port: 25,
      program: name,
      ...(executable === undefined ? {} : { executable }),
    };
    expect(isHeldBy(port, service)).toBe(wanted);
  });
});
