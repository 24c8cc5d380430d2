import { hostname as machineName } from 'node:os';
import { UserError } from '../../errors.js';
import { axigenPackage } from '../axigen/package.js';
import { runHostCommand } from '../isolation/host-command.js';
import type { Isolation } from '../isolation/isolation.js';
import type { LabOptions } from '../options.js';
import { inLab, labHostname } from '../paths.js';
import { type LabSshd, populateSshd } from '../ssh/server.js';
import { readTemplate } from '../templates.js';
import { accountFiles } from './accounts.js';
import { etcFiles, runLevelFolders, serverFolders } from './etc.js';
import { buildPackage, populateMedia } from './media.js';
import { motd } from './motd.js';
import { choosePackageManager, populatePackageManager } from './package-manager.js';
import { chooseProcessCommands, populateProcessCommands } from './process-commands.js';
import { populateProduct } from './product.js';
import { Tree } from './tree.js';
import { populateUserland } from './userland.js';

export interface PopulatedRoot {
  /** Commands of the lab that are ours instead of the real ones. */
  readonly standIns: readonly string[];
  /** Where AXIGEN's package lies in the lab, to be installed once the lab is up. */
  readonly axigenPackage: string;
}

/**
 * Fills an empty root directory with a server of the time, without AXIGEN and without a scanner.
 * @param certificate of the server, with its key, as PEM
 * @param sshd what it is to have of OpenSSH; its keys are made elsewhere
 */
export function populateRoot(
  root: string,
  options: LabOptions,
  isolation: Isolation,
  certificate: string,
  sshd?: LabSshd,
): PopulatedRoot {
  const tree = new Tree(root);
  const { distro, forceStandIns } = options;
  const manager = choosePackageManager(distro.packages, forceStandIns);
  const processCommands = chooseProcessCommands(isolation.kind, forceStandIns);
  const packageStandIn = distro.packages === 'rpm' ? 'rpm' : 'dpkg';
  const standIns = [...processCommands.standIns, ...(manager.programs.size > 0 ? [] : [packageStandIn])];

  for (const [path, mode] of Object.entries(serverFolders)) tree.directory(path, mode);
  for (const path of runLevelFolders(distro)) tree.directory(path);
  const hostname = isolation.kind === 'chroot' ? machineName() : labHostname;
  const files = { ...etcFiles(distro, hostname), ...accountFiles(isolation.mapping !== 'single') };
  for (const [path, content] of Object.entries(files)) tree.file(path, content, modeOf(path));
  populateUserland(tree, new Map([...processCommands.programs, ...manager.programs]));
  populateProcessCommands(tree, processCommands);
  populatePackageManager(tree, manager);
  populateProduct(tree);
  populateMedia(tree, options, certificate);
  tree.file('/etc/motd', motd(options, isolation, standIns));
  if (sshd !== undefined) populateSshd(tree, sshd);
  tree.file('/sbin/init', readTemplate('lab', 'root', 'init'), 0o755);
  prepareRun(tree);
  if (isolation.kind === 'chroot') makeDevices(tree);

  const axigen = buildPackage(axigenPackage(options.axigen, certificate), distro.packages);
  const axigenPath = `${inLab.home}/${axigen.file}`;
  tree.file(axigenPath, axigen.content);
  return { standIns, axigenPackage: axigenPath };
}

function modeOf(path: string): number {
  return path === '/etc/shadow' ? 0o600 : 0o644;
}

function prepareRun(tree: Tree): void {
  tree.directory(inLab.run);
  tree.directory(inLab.oldRoot);
  mustRun(['mkfifo', '-m', '600', tree.at(`${inLab.run}/init.fifo`)]);
}

/** A chroot mounts nothing, so that nothing has to be unmounted: its devices are files of its own. */
function makeDevices(tree: Tree): void {
  const devices = { null: [1, 3], zero: [1, 5], full: [1, 7], random: [1, 8], urandom: [1, 9], tty: [5, 0] };
  for (const [name, [major = 0, minor = 0]] of Object.entries(devices)) {
    const made = runHostCommand([
      'mknod',
      '-m',
      '666',
      tree.at(`/dev/${name}`),
      'c',
      String(major),
      String(minor),
    ]);
    if (!made.ok) throw new Error(made.stderr.trim());
  }
}

function mustRun(argv: readonly string[]): void {
  const made = runHostCommand(argv);
  if (made.ok) return;
  throw new UserError(`the lab's root directory could not be made: ${argv.join(' ')}`, {
    why: made.stderr.trim(),
    next: 'use a folder on a local disk for the labs (GATEWAY_SETUP_LABS=/path)',
  });
}
