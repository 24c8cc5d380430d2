import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, openSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { buildLab } from '../../src/lab/build.js';
import type { DistroId } from '../../src/lab/distros.js';
import { labEnvironment } from '../../src/lab/environment.js';
import { enterArgv } from '../../src/lab/isolation/holder.js';
import { findHostCommand } from '../../src/lab/isolation/host-command.js';
import type { Isolation } from '../../src/lab/isolation/isolation.js';
import { probeIsolations } from '../../src/lab/isolation/probe.js';
import { Lab, openLab } from '../../src/lab/lab.js';
import { resolveLabOptions } from '../../src/lab/options.js';
import { inLab, labPaths } from '../../src/lab/paths.js';
import type { InsideResult } from '../../src/lab/run-inside.js';
import type { LabScanner } from '../../src/lab/scanners.js';
import { packageRoot } from '../../src/package-root.js';

/** What this machine allows: root, range and single users in namespaces, or a chroot. */
export const available = [...probeIsolations()]
  .filter(({ obstacle }) => obstacle === undefined)
  .map(({ isolation }) => isolation);

export const hasNamespaces = available.some(({ kind }) => kind === 'namespaces');

/** Builds a lab with exactly this isolation, though a better one may be had. */
export async function buildWith(
  labs: string,
  isolation: Isolation,
  distro: DistroId,
  name: string,
  { scanner = 'nod32' }: { readonly scanner?: LabScanner } = {},
): Promise<Lab> {
  if (isolation.kind === 'chroot')
    return buildInChroot(labs, ['--scanner', scanner, '--distro', distro], name);
  mkdirSync(labs, { recursive: true });
  const paths = labPaths(labs, name);
  return new Lab(
    paths,
    await buildLab(paths, resolveLabOptions({ name, scanner, distro }), isolation, () => {}),
  );
}

/**
 * A chroot shares the machine's ports, which other tests want too: where a network namespace can be had,
 * the builder, and so the lab, gets one.
 */
function buildInChroot(labs: string, words: readonly string[], name: string): Lab {
  const up = 'ip link set lo up 2>/dev/null || ifconfig lo 127.0.0.1 up; exec "$@"';
  const apart = hasNamespaces ? ['unshare', '--net', '--', '/bin/sh', '-c', up, 'sh'] : ['env'];
  const [command = '', ...args] = apart;
  const builder = [
    join(packageRoot(), 'bin', 'gateway-setup.js'),
    'lab',
    '--build-only',
    '--isolation',
    'chroot',
  ];
  const env = { ...process.env, GATEWAY_SETUP_LABS: labs };
  const options = [...words, '--name', name];
  execFileSync(command, [...args, process.execPath, ...builder, ...options], { env, stdio: 'pipe' });
  return openLab(name, { env });
}

/** Runs a command in a lab that was built apart: there, also where it is a chroot. */
export async function execApart(lab: Lab, argv: readonly string[], input = ''): Promise<InsideResult> {
  const { running } = lab.record;
  if (running.isolation.kind === 'namespaces' || !hasNamespaces) return lab.exec(argv, { input });
  const words = [`--target=${running.holder.pid}`, '--net', '--', ...enterArgv(running, argv)];
  const child = spawn('nsenter', words, { env: labEnvironment({}), stdio: 'pipe' });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [stdout, stderr, [code]] = await Promise.all([
    buffer(child.stdout),
    buffer(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code: code ?? 255, stdout, stderr };
}

/** What is left of a lab on this machine: processes by root directory or by namespace, mounts, folders. */
export function remains(lab: Lab, processNamespace: string): string[] {
  const found: string[] = [];
  for (const pid of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const root = readlinkSync(`/proc/${pid}/root`);
      const isInside = processNamespace !== '' && readlinkSync(`/proc/${pid}/ns/pid`) === processNamespace;
      if (isInside || root.startsWith(lab.paths.home)) found.push(`process ${pid}`);
    } catch {
      // It ended while we looked.
    }
  }
  for (const line of readFileSync('/proc/self/mountinfo', 'utf8').split('\n')) {
    if (line.includes(lab.paths.home)) found.push(`mount ${line}`);
  }
  for (const path of [lab.paths.home, lab.paths.lock]) if (existsSync(path)) found.push(path);
  return found;
}

/**
 * The lab's own process namespace; empty for a chroot, which has none. It is held open until this process ends: the kernel gives the
 * number of one that is gone to the next that is made, and that may be another test's.
 */
export function processNamespaceOf({ record: { running } }: Lab): string {
  if (running.isolation.kind === 'chroot') return '';
  const path = `/proc/${running.holder.pid}/ns/pid`;
  openSync(path, 'r');
  return readlinkSync(path);
}

/** The first line that a server in the lab says on a port. */
export async function bannerOf(lab: Lab, port: number): Promise<string> {
  const program = `require('net').connect(${port},'127.0.0.1').once('data',d=>{process.stdout.write(d);process.exit()})`;
  const { stdout, stderr } = await execApart(lab, [inLab.node, '-e', program]);
  return `${stdout}${stderr}`;
}

/** Says each line to a server in the lab when it has answered the one before, as `answer` tells. @returns what it said. */
export async function converse(
  lab: Lab,
  port: number,
  lines: readonly string[],
  answer: RegExp,
): Promise<string> {
  const program = `
    const [port, answer, ...lines] = process.argv.slice(2);
    const socket = require('net').connect(port, '127.0.0.1');
    let all = '';
    let seen = 0;
    socket.on('data', (data) => {
      all += data.toString('latin1');
      if (!new RegExp(answer, 'm').test(all.slice(seen))) return;
      seen = all.length;
      const next = lines.shift();
      if (next === undefined) socket.end();
      else socket.write(next + '\\r\\n');
    });
    socket.on('error', (error) => { all += error.code; });
    socket.on('close', () => process.stdout.write(all));`;
  const { stdout, stderr } = await lab.exec([inLab.node, '-', String(port), answer.source, ...lines], {
    input: program,
  });
  return `${stdout}${stderr}`;
}

export const realRpm = findHostCommand('rpm') !== undefined;
