import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.js';
import { templatePath } from '../package-root.js';
import { makeCertificate } from './axigen/make-certificate.js';
import { refuseTakenPorts } from './isolation/free-ports.js';
import { type RunningLab, startLab } from './isolation/holder.js';
import type { Isolation } from './isolation/isolation.js';
import type { LabOptions } from './options.js';
import { inLab, type LabPaths, labHostname } from './paths.js';
import { removeLab } from './remove.js';
import { type PopulatedRoot, populateRoot } from './root/populate.js';
import { productFingerprint } from './root/product-files.js';
import { Tree } from './root/tree.js';
import { collectInside } from './run-inside.js';
import { scannerFacts } from './scanners.js';
import { chooseSshd, type WithoutSsh } from './ssh/choose.js';
import { makeSshKeys } from './ssh/keys.js';
import { openToSsh } from './ssh/open-to-ssh.js';
import { type LabRecord, writeRecord } from './state.js';

/** Told what is being done, one short phrase at a time. */
export type Progress = (phrase: string) => void;

/**
 * Builds the lab from nothing and starts AXIGEN in it. The caller holds the build lock and has removed
 * any lab of that name. What was begun is removed when it cannot be finished.
 * @throws UserError when this machine cannot hold it, or a part of it does not start.
 */
export async function buildLab(
  paths: LabPaths,
  options: LabOptions,
  isolation: Isolation,
  progress: Progress,
): Promise<LabRecord> {
  const ssh = chooseSshd(options.sshEra, isolation);
  const sshd = ssh.kind === 'sshd' ? ssh : undefined;
  if (isolation.kind === 'chroot') await refuseTakenPorts(scannerFacts[options.scanner].ports);
  try {
    progress('copying the server');
    const product = productFingerprint();
    // Nobody else's: in it lie a private key, and programs that run as their owner.
    mkdirSync(paths.home, { recursive: true, mode: 0o700 });
    new Tree(paths.root).directory('/');
    const certificate = await makeCertificate(labHostname);
    // Made by programs of their own while the root directory is filled.
    const keys = sshd && makeSshKeys(paths, sshd);
    let populated: PopulatedRoot;
    let keyless: WithoutSsh | undefined;
    try {
      populated = populateRoot(paths.root, options, isolation, certificate, sshd);
    } finally {
      keyless = await keys;
    }
    progress('starting it');
    const running = await startLab(paths.root, isolation, {
      bootScript: templatePath('lab', 'root', 'boot.sh'),
      hostname: labHostname,
      keeper: [
        join(paths.root, inLab.node),
        join(paths.root, inLab.product, 'dist', 'src', 'lab', 'commands', 'keeper.js'),
      ],
    });
    const { standIns } = populated;
    const begun = { options, running, standIns, product, complete: false };
    writeRecord(paths, begun);
    progress('installing AXIGEN');
    await installAxigen(running, options, populated);
    const withoutSsh =
      ssh.kind === 'none' ? ssh : (keyless ?? (await openToSsh(paths, options.name, running, ssh)));
    const record: LabRecord = {
      ...begun,
      ...(withoutSsh === undefined ? {} : { withoutSsh }),
      complete: true,
    };
    writeRecord(paths, record);
    return record;
  } catch (error) {
    if (existsSync(paths.home)) await removeLab(paths, options.name);
    throw error;
  }
}

async function installAxigen(
  running: RunningLab,
  { distro }: LabOptions,
  populated: PopulatedRoot,
): Promise<void> {
  const install = distro.packages === 'rpm' ? ['rpm', '-i'] : ['dpkg', '-i'];
  await mustRun(running, [...install, populated.axigenPackage]);
  await mustRun(running, ['rm', populated.axigenPackage]);
  await mustRun(running, ['/etc/init.d/axigen', 'start']);
}

async function mustRun(running: RunningLab, argv: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await collectInside(running, argv);
  if (code === 0) return;
  throw new UserError(`the lab could not be built: "${argv.join(' ')}" ended with ${code}`, {
    why: `${stdout}${stderr}`.trim() || 'it said nothing',
    next: 'please report this with your distribution and its version',
  });
}
