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
import { collectInside } from './run-inside.js';
import { scannerFacts } from './scanners.js';
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
  if (isolation.kind === 'chroot') await refuseTakenPorts(scannerFacts[options.scanner].ports);
  try {
    progress('copying the server');
    const product = productFingerprint();
    mkdirSync(paths.root, { recursive: true, mode: 0o755 });
    const certificate = await makeCertificate(labHostname);
    const populated = populateRoot(paths.root, options, isolation, certificate);
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
    writeRecord(paths, { options, running, standIns, product, complete: false });
    progress('installing AXIGEN');
    await installAxigen(running, options, populated);
    const record: LabRecord = { options, running, standIns, product, complete: true };
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
