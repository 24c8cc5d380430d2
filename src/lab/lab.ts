import { statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { ExitCode, UserError } from '../errors.js';
import { describeAxigen, sameAxigen } from './axigen-options.js';
import { buildLab, type Progress } from './build.js';
import { whoBuilds, withBuildLock } from './build-lock.js';
import { labCommandLine } from './command-line.js';
import { folderError, inLabsFolder } from './folder-error.js';
import { chooseIsolation } from './isolation/probe.js';
import { isAlive } from './isolation/process-identity.js';
import { type LabOptions, type LabRequest, resolveLabOptions } from './options.js';
import { type LabPaths, labPaths, labsFolder, validateLabName } from './paths.js';
import { removeEmptyLabsFolder, removeLab } from './remove.js';
import { refreshProduct } from './root/product.js';
import { productFingerprint } from './root/product-files.js';
import { attachInside, collectInside, type InsideResult, type RunInput, type Streams } from './run-inside.js';
import { scannerFacts } from './scanners.js';
import { isUp, type LabRecord, readRecord, writeRecord } from './state.js';

/**
 * How a lab came to be there: `built` now; `rebuilt` now, because its server was of another build of this
 * product; `refreshed`: it was up, and has got a fresh copy of this product; `found`: it was up.
 */
export type LabOrigin = 'built' | 'rebuilt' | 'refreshed' | 'found';

/** A lab that is up: a mail server of the time, to run commands in. */
export class Lab {
  constructor(
    readonly paths: LabPaths,
    readonly record: LabRecord,
    readonly origin: LabOrigin = 'found',
  ) {}

  /** The lab's root directory, as this machine sees it. */
  get root(): string {
    return this.paths.root;
  }

  /** Runs a command in the lab and collects what it says. A non-zero exit is a result, not an error. */
  exec(argv: readonly string[], input?: RunInput): Promise<InsideResult> {
    return collectInside(this.record.running, argv, input);
  }

  /** Runs a command in the lab on the given terminal or pipes. @returns its exit status. */
  attach(argv: readonly string[], streams: Streams): Promise<number> {
    return attachInside(this.record.running, argv, streams);
  }

  /** Whether somebody has taken this very lab down, or is about to be done with it (waited for up to 2 s). */
  async wasTakenDown(): Promise<boolean> {
    const { holder } = this.record.running;
    for (const giveUpAt = Date.now() + 2000; isAlive(holder); await delay(5)) {
      if (!whoBuilds(this.paths.lock) || Date.now() > giveUpAt) return false;
    }
    return true;
  }

  /** Ends every process of the lab and removes all of it. */
  async down(): Promise<void> {
    await takeDown(this.paths, this.record.options.name);
  }
}

export interface LabContext {
  /** For GATEWAY_SETUP_LABS, XDG_STATE_HOME and HOME. Default: this process's. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly progress?: Progress;
}

function pathsOf(name: string, { env = process.env }: LabContext): LabPaths {
  return labPaths(labsFolder(env), validateLabName(name));
}

/** @throws Error of the system when it may not be looked at. */
function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function sameOptions(one: LabOptions, other: LabOptions): boolean {
  return (
    one.distro.id === other.distro.id &&
    one.scanner === other.scanner &&
    sameAxigen(one.axigen, other.axigen) &&
    one.forceStandIns === other.forceStandIns &&
    one.sshEra === other.sshEra &&
    (other.isolation === undefined || one.isolation === other.isolation)
  );
}

/**
 * Builds a lab, or gives the one of that name that is up with the same options; the product in it is made
 * this one. What is left of one that is not up any more (the machine was restarted, a build was cut short)
 * is removed first.
 * @throws UserError when this machine cannot hold a lab, or a different lab of that name is up.
 */
export async function createLab(request: LabRequest, context: LabContext = {}): Promise<Lab> {
  const options = resolveLabOptions(request);
  const paths = pathsOf(options.name, context);
  const { progress = () => {} } = context;
  return lockedLab(paths, options.name, async () => {
    const existing = readRecord(paths, options.name);
    const isThereAndUp = existing !== undefined && isUp(existing);
    if (isThereAndUp) {
      if (!sameOptions(existing.options, options)) throw differentLab(options.name, existing.options);
      const current = bringUpToDate(paths, existing, progress);
      if (current) return current;
      progress('removing it: the server in it is of another build of gateway-setup');
    } else if (isThere(paths.home)) progress('removing what is left of an earlier lab');
    const isolation = chooseIsolation(options.isolation);
    await removeLab(paths, options.name);
    const record = await buildLab(paths, options, isolation, progress);
    return new Lab(paths, record, isThereAndUp ? 'rebuilt' : 'built');
  });
}

/**
 * A lab holds a copy of the product that built it. When this one has been built or installed anew since,
 * the lab gets a fresh copy; undefined when its server and stand-ins, which run on theirs, differ too.
 */
function bringUpToDate(paths: LabPaths, record: LabRecord, progress: Progress): Lab | undefined {
  const product = productFingerprint();
  if (record.product.server !== product.server) return undefined;
  if (record.product.setup === product.setup) return new Lab(paths, record);
  progress('copying this build of gateway-setup into it');
  refreshProduct(paths.root);
  const refreshed = { ...record, product };
  writeRecord(paths, refreshed);
  return new Lab(paths, refreshed, 'refreshed');
}

function differentLab(name: string, { scanner, distro, axigen, sshEra }: LabOptions): UserError {
  const sshd = sshEra === undefined ? '' : `, with an sshd of ${sshEra}`;
  const made = `${distro.title}, ${describeAxigen(axigen)}, for ${scannerFacts[scanner].title}${sshd}`;
  return new UserError(`a lab "${name}" is up, and it is a different one (${made})`, {
    why: 'building this one would throw that one away',
    next: `take it down first (${labCommandLine(name, 'down')}), or use another --name`,
    exitCode: ExitCode.usage,
  });
}

function lockedLab<T>(paths: LabPaths, name: string, work: () => Promise<T>): Promise<T> {
  return inLabsFolder(paths.labs, () => withBuildLock(paths.lock, name, work));
}

/** Builds the lab of that name anew, with the options that it had. @throws UserError when there is none. */
export async function resetLab(name: string, context: LabContext = {}): Promise<Lab> {
  const paths = pathsOf(name, context);
  const { progress = () => {} } = context;
  return lockedLab(paths, name, async () => {
    const existing = readRecord(paths, name);
    if (!existing) throw noLab(name);
    const isolation = chooseIsolation(existing.options.isolation);
    progress('removing the old one');
    await removeLab(paths, name);
    return new Lab(paths, await buildLab(paths, existing.options, isolation, progress), 'built');
  });
}

/**
 * `up`: to be used. `busy`: somebody is building or removing it. `stale`: files, but no processes (a
 * restart, a build cut short). `none`: nothing.
 */
export type LabCondition = 'up' | 'busy' | 'stale' | 'none';

export interface Inspected {
  readonly condition: LabCondition;
  /** When it is up. */
  readonly lab?: Lab;
  /** Number of the process that is at it, when it is busy. */
  readonly busyWith?: number;
}

/** What there is of a lab of that name. @throws UserError (exit code 3) when its folder may not be looked at. */
export function inspectLab(name: string, context: LabContext = {}): Inspected {
  const paths = pathsOf(name, context);
  try {
    const record = readRecord(paths, name);
    if (record && isUp(record)) return { condition: 'up', lab: new Lab(paths, record) };
    const builder = whoBuilds(paths.lock);
    if (builder) return { condition: 'busy', busyWith: builder.pid };
    return { condition: isThere(paths.home) ? 'stale' : 'none' };
  } catch (error) {
    throw folderError(paths.labs, error, ExitCode.couldNotLook);
  }
}

function noLab(name: string): UserError {
  return new UserError(`there is no lab "${name}"`, {
    why: 'this is done with a lab that is up',
    next: `build one: ${labCommandLine(name)} --build-only`,
    exitCode: ExitCode.couldNotLook,
  });
}

/** The lab of that name. @throws UserError (exit code 3) when it is not up. */
export function openLab(name: string, context: LabContext = {}): Lab {
  const { condition, lab, busyWith } = inspectLab(name, context);
  if (lab) return lab;
  if (condition === 'none') throw noLab(name);
  if (condition === 'busy') {
    throw new UserError(`the lab "${name}" is being built or removed by process ${busyWith}`, {
      why: 'until that is done nothing else can be done with it',
      next: `try again when that is done (${labCommandLine(name, 'status')})`,
      exitCode: ExitCode.couldNotLook,
    });
  }
  throw new UserError(`the lab "${name}" is not running any more`, {
    why: 'its files are there, its processes are gone: this machine was restarted, or a build was cut short',
    next: `build it anew (${labCommandLine(name, 'reset')}) or remove it (${labCommandLine(name, 'down')})`,
    exitCode: ExitCode.couldNotLook,
  });
}

async function takeDown(paths: LabPaths, name: string): Promise<boolean> {
  const removed = await lockedLab(paths, name, () => removeLab(paths, name));
  removeEmptyLabsFolder(paths.labs);
  return removed;
}

/** Ends and removes the lab of that name. @returns false when there was none. */
export function downLab(name: string, context: LabContext = {}): Promise<boolean> {
  return takeDown(pathsOf(name, context), name);
}
