import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { buildLab } from '../../src/lab/build.js';
import type { DistroId } from '../../src/lab/distros.js';
import { findHostCommand } from '../../src/lab/isolation/host-command.js';
import type { Isolation } from '../../src/lab/isolation/isolation.js';
import { probeIsolations } from '../../src/lab/isolation/probe.js';
import { Lab, openLab } from '../../src/lab/lab.js';
import { resolveLabOptions } from '../../src/lab/options.js';
import { inLab, labPaths } from '../../src/lab/paths.js';
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
): Promise<Lab> {
  if (isolation.kind === 'chroot') return buildInChroot(labs, distro, name);
  mkdirSync(labs, { recursive: true });
  const paths = labPaths(labs, name);
  return new Lab(paths, await buildLab(paths, resolveLabOptions({ name, distro }), isolation, () => {}));
}

/**
 * A chroot shares the machine's ports, which other tests want too: where a network namespace can be had,
 * the builder, and so the lab, gets one.
 */
function buildInChroot(labs: string, distro: string, name: string): Lab {
  const apart = hasNamespaces ? ['unshare', '--net', '--'] : ['env'];
  const [command = '', ...args] = apart;
  const builder = [
    join(packageRoot(), 'bin', 'gateway-setup.js'),
    'lab',
    '--build-only',
    '--isolation',
    'chroot',
  ];
  const env = { ...process.env, GATEWAY_SETUP_LABS: labs };
  const options = ['--distro', distro, '--name', name];
  execFileSync(command, [...args, process.execPath, ...builder, ...options], { env, stdio: 'pipe' });
  return openLab(name, { env });
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

/** The lab's own process namespace; empty for a chroot, which has none. */
export function processNamespaceOf({ record: { running } }: Lab): string {
  return running.isolation.kind === 'chroot' ? '' : readlinkSync(`/proc/${running.holder.pid}/ns/pid`);
}

/** The first line that a server in the lab says on a port. */
export async function bannerOf(lab: Lab, port: number): Promise<string> {
  const program = `require('net').connect(${port},'127.0.0.1').once('data',d=>{process.stdout.write(d);process.exit()})`;
  const { stdout, stderr } = await lab.exec([inLab.node, '-e', program]);
  return `${stdout}${stderr}`;
}

export const realRpm = findHostCommand('rpm') !== undefined;
