import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RunningLab } from './isolation/holder.js';
import { isolations } from './isolation/isolation.js';
import { isAlive } from './isolation/process-identity.js';
import { type LabOptions, resolveLabOptions } from './options.js';
import type { LabPaths } from './paths.js';
import type { ProductFingerprint } from './root/product-files.js';
import type { WithoutSsh } from './ssh/choose.js';

/** What `lab.json` keeps, so that the next command finds the lab that this one built. */
export interface LabRecord {
  readonly options: LabOptions;
  readonly running: RunningLab;
  readonly standIns: readonly string[];
  /** The build of this product that it holds a copy of. */
  readonly product: ProductFingerprint;
  /** Why it cannot be reached over SSH; undefined when it can. */
  readonly withoutSsh?: WithoutSsh;
  /** False while it is being built, and for ever if the builder was cut short. */
  readonly complete: boolean;
}

interface StoredRecord {
  readonly format: 1;
  readonly scanner: string;
  readonly distro: string;
  readonly axigen: string;
  /** Missing in labs of early versions. */
  readonly cli?: boolean;
  readonly smtpName?: string;
  readonly clientsName?: string;
  readonly requestedIsolation: string | null;
  readonly forceStandIns: boolean;
  readonly isolation: { readonly kind: string; readonly mapping: string };
  readonly holder: { readonly pid: number; readonly startTime: string; readonly bootId: string };
  readonly standIns: readonly string[];
  /** Missing in labs of early versions, which are thereby older than any build. */
  readonly product?: ProductFingerprint;
  readonly sshEra?: string;
  readonly withoutSsh?: WithoutSsh;
  readonly complete: boolean;
}

export function writeRecord(
  paths: LabPaths,
  { options, running, standIns, product, withoutSsh, complete }: LabRecord,
): void {
  const { profile, cli } = options.axigen;
  const stored: StoredRecord = {
    format: 1,
    scanner: options.scanner,
    distro: options.distro.id,
    axigen: profile.generation,
    cli,
    ...(profile.generation === '10' ? {} : { smtpName: profile.smtpName, clientsName: profile.clientsName }),
    requestedIsolation: options.isolation ?? null,
    forceStandIns: options.forceStandIns,
    isolation: running.isolation,
    holder: running.holder,
    standIns,
    product,
    ...(options.sshEra === undefined ? {} : { sshEra: options.sshEra }),
    ...(withoutSsh === undefined ? {} : { withoutSsh }),
    complete,
  };
  mkdirSync(dirname(paths.state), { recursive: true });
  writeFileSync(`${paths.state}.new`, `${JSON.stringify(stored, null, 2)}\n`);
  renameSync(`${paths.state}.new`, paths.state);
}

/**
 * Undefined when there is no record, or one that this version cannot use.
 * @throws Error of the system when it may not be read.
 */
export function readRecord(paths: LabPaths, name: string): LabRecord | undefined {
  try {
    const stored = JSON.parse(readFileSync(paths.state, 'utf8')) as StoredRecord;
    if (stored.format !== 1) return undefined;
    const isolation = isolations.find(
      ({ kind, mapping }) => kind === stored.isolation.kind && mapping === stored.isolation.mapping,
    );
    const { pid, startTime, bootId } = stored.holder;
    if (!isolation || !Number.isSafeInteger(pid) || pid < 2) return undefined;
    const { scanner, distro, axigen, forceStandIns, requestedIsolation, standIns, complete } = stored;
    const { product = { server: '', setup: '' }, cli, smtpName, clientsName, sshEra, withoutSsh } = stored;
    return {
      options: resolveLabOptions({
        name,
        scanner,
        distro,
        axigen,
        forceStandIns,
        ...(cli === undefined ? {} : { cli }),
        ...(smtpName === undefined ? {} : { smtpName }),
        ...(clientsName === undefined ? {} : { clientsName }),
        ...(sshEra === undefined ? {} : { sshEra }),
        ...(requestedIsolation === null ? {} : { isolation: requestedIsolation }),
      }),
      running: { isolation, root: paths.root, holder: { pid, startTime, bootId } },
      standIns,
      product,
      ...(withoutSsh === undefined ? {} : { withoutSsh }),
      complete,
    };
  } catch (error) {
    // Somebody else's lab: there, but not ours to read. Everything else is as good as no record.
    if ((error as NodeJS.ErrnoException).code === 'EACCES') throw error;
    return undefined;
  }
}

/** Built to the end, and still held up: not after a restart of the machine. */
export function isUp(record: LabRecord): boolean {
  return record.complete && isAlive(record.running.holder);
}
