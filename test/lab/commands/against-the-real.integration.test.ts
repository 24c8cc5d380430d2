import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../../src/package-root.js';

// net-tools and procps must be installed where these tests run: they are what we compare with.

function standIn(name: string, ...args: string[]): string {
  const program = `${packageRoot()}/src/lab/commands/${name}.ts`;
  return execFileSync(process.execPath, ['--import', 'tsx', program, ...args], { encoding: 'utf8' });
}

function real(name: string, ...args: string[]): string {
  return execFileSync(name, args, { encoding: 'utf8', env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } });
}

/** Widths depend on the highest process number that the machine gives; contents do not. */
function squeezed(line: string | undefined): string | undefined {
  return line?.trim().replace(/ +/g, ' ');
}

let child: ChildProcess;
let server: Server;
let port = 0;
const sockets: Socket[] = [];

beforeAll(async () => {
  child = spawn('sleep', ['1000'], { stdio: 'ignore' });
  await once(child, 'spawn');
  server = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
  sockets.push(connect(port, '127.0.0.1'));
  await once(server, 'connection');
});

afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  server.close();
  child.kill();
  await once(child, 'exit');
});

describe('the stand-in of ps says what the real one says', () => {
  test.each([
    ['-o', 'pid=,ppid=,pgid=,sid=,uid=,stat=,tty=,comm=,args='],
    ['-o', 'pid,user,s,ni,time,cmd'],
    ['-o', 'pid=', '-o', 'comm='],
  ])('ps %s %s', (...args) => {
    const own = standIn('ps', '-p', String(child.pid), ...args).split('\n');
    expect(own.map(squeezed)).toEqual(
      real('ps', '-p', String(child.pid), ...args)
        .split('\n')
        .map(squeezed),
    );
  });

  test.each([['ax'], ['-ef'], ['-e']])('ps %s', (...args) => {
    const ours = (output: string) => output.split('\n').filter((line) => line.includes(` ${child.pid} `));
    const own = ours(` ${standIn('ps', ...args).replaceAll('\n', '\n ')}`);
    expect(own.length).toBeGreaterThan(0);
    expect(own.map(squeezed)).toEqual(ours(` ${real('ps', ...args).replaceAll('\n', '\n ')}`).map(squeezed));
  });

  test('-e -o pid= -o comm= lists every process that lives long enough', () => {
    const stable = (output: string) =>
      new Map(output.split('\n').map((line) => line.trim().split(' ') as [string, string]));
    const before = stable(real('ps', '-e', '-o', 'pid=', '-o', 'comm='));
    const own = stable(standIn('ps', '-e', '-o', 'pid=', '-o', 'comm='));
    const after = stable(real('ps', '-e', '-o', 'pid=', '-o', 'comm='));
    // Threads of the kernel call themselves after what they are doing at the moment.
    const lasting = [...before].filter(
      ([pid, name]) => !name?.startsWith('kworker/') && after.get(pid) === name,
    );
    expect(lasting.length).toBeGreaterThan(2);
    expect(lasting.filter(([pid, name]) => own.get(pid) !== name)).toEqual([]);
  });
});

describe('the stand-in of netstat says what the real one says', () => {
  test.each([['-ltn'], ['-ltnp'], ['-an'], ['-tn'], ['-tanp']])('netstat %s', (...args) => {
    const ours = (output: string) => output.split('\n').filter((line) => line.includes(`127.0.0.1:${port} `));
    const own = standIn('netstat', ...args);
    const theirs = real('netstat', ...args);
    expect(ours(own).length).toBeGreaterThan(0);
    expect(ours(own).sort()).toEqual(ours(theirs).sort());
    expect(own.split('\n').slice(0, 2)).toEqual(theirs.split('\n').slice(0, 2));
  });
});
