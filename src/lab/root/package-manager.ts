import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { PackageKind } from '../distros.js';
import { findHostCommand, runHostCommand } from '../isolation/host-command.js';
import { nodeWrapper } from './product.js';
import type { Tree } from './tree.js';

export interface PackageManager {
  readonly kind: PackageKind;
  /** Programs of this machine: path in the lab -> path here. Empty when ours stands in. */
  readonly programs: ReadonlyMap<string, string>;
}

const commands: Readonly<Record<PackageKind, readonly string[]>> = {
  rpm: ['/bin/rpm'],
  deb: [
    '/usr/bin/dpkg',
    '/usr/bin/dpkg-deb',
    '/usr/bin/dpkg-query',
    '/usr/bin/dpkg-split',
    '/sbin/start-stop-daemon',
  ],
};

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The machine's own package manager where it is whole, else our stand-in. */
export function choosePackageManager(kind: PackageKind, forceStandIns: boolean): PackageManager {
  const programs = new Map<string, string>();
  for (const path of commands[kind]) {
    const found = findHostCommand(nameOf(path));
    if (found) programs.set(path, found);
  }
  const whole = programs.size === commands[kind].length;
  return { kind, programs: whole && !forceStandIns ? programs : new Map() };
}

/** Data and an empty database for the package manager; the programs are copied with the others. */
export function populatePackageManager(tree: Tree, { kind, programs }: PackageManager): void {
  const real = programs.size > 0;
  if (kind === 'rpm') {
    tree.directory('/var/lib/rpm');
    if (real) copyRpmData(tree);
    else tree.file('/bin/rpm', nodeWrapper('dist/src/lab/packages/rpm-standin.js'), 0o755);
    return;
  }
  prepareDpkgDatabase(tree);
  if (real) copyDpkgData(tree);
  else {
    const standIn = nodeWrapper('dist/src/lab/packages/dpkg-standin.js');
    for (const name of ['dpkg', 'dpkg-query']) tree.file(`/usr/bin/${name}`, standIn, 0o755);
    tree.file('/usr/bin/dpkg-deb', nodeWrapper('dist/src/lab/commands/dpkg-deb.js'), 0o755);
  }
}

function copyRpmData(tree: Tree): void {
  const rpm = findHostCommand('rpm') ?? 'rpm';
  const configuration = runHostCommand([rpm, '--eval', '%{_rpmconfigdir}']).stdout.trim() || '/usr/lib/rpm';
  for (const name of readdirSync(configuration)) {
    const path = join(configuration, name);
    if (/^(macros|rpmrc|rpmpopt.*)$/.test(name)) tree.copy(realpathSync(path), path, 0o644);
  }
  // Distributions move the database about, and Debian's rpm keeps one for each user. Plugins (SELinux,
  // journal) belong to this machine, not to the lab.
  tree.file('/etc/rpm/macros', '%_dbpath /var/lib/rpm\n%__plugindir /nonexistent\n');
}

function prepareDpkgDatabase(tree: Tree): void {
  for (const folder of ['alternatives', 'info', 'parts', 'triggers', 'updates'])
    tree.directory(`/var/lib/dpkg/${folder}`);
  tree.file('/var/lib/dpkg/status', '');
  tree.file('/var/lib/dpkg/available', '');
}

function copyDpkgData(tree: Tree): void {
  for (const name of ['abitable', 'cputable', 'ostable', 'tupletable']) {
    const path = `/usr/share/dpkg/${name}`;
    if (existsSync(path)) tree.copy(path, path, 0o644);
  }
  // dpkg insists on ldconfig; the lab keeps this machine's cache, which it would overwrite.
  tree.file('/sbin/ldconfig', '#!/bin/sh\nexit 0\n', 0o755);
  // A lab that is lost in a power cut is built again: no need to wait for the disk after every file.
  tree.file('/etc/dpkg/dpkg.cfg', 'force-unsafe-io\n');
}
