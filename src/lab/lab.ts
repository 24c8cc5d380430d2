import { existsSync } from 'node:fs';
import { ExitCode, UserError } from '../errors.js';
import { buildLab, type Progress } from './build.js';
import { withBuildLock } from './build-lock.js';
import { chooseIsolation } from './isolation/probe.js';
import { type LabOptions, type LabRequest, resolveLabOptions } from './options.js';
import { type LabPaths, labPaths, labsFolder, validateLabName } from './paths.js';
import { removeEmptyLabsFolder, removeLab } from './remove.js';
import { attachInside, collectInside, type InsideResult, type RunInput, type Streams } from './run-inside.js';
import { isUp, type LabRecord, readRecord } from './state.js';

/** A lab that is up: a mail server of the time, to run commands in. */
export class Lab {
  constructor(
    readonly paths: LabPaths,
    readonly record: LabRecord,
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

function sameOptions(one: LabOptions, other: LabOptions): boolean {
  return (
    one.distro.id === other.distro.id &&
    one.scanner === other.scanner &&
    one.axigen === other.axigen &&
    one.forceStandIns === other.forceStandIns &&
    (other.isolation === undefined || one.isolation === other.isolation)
  );
}

/**
 * Builds a lab, or gives the one of that name that is up with the same options. What is left of one that
 * is not up any more (the machine was restarted, a build was cut short) is removed first.
 * @throws UserError when this machine cannot hold a lab, or a different lab of that name is up.
 */
export async function createLab(request: LabRequest, context: LabContext = {}): Promise<Lab> {
  const options = resolveLabOptions(request);
  const paths = pathsOf(options.name, context);
  const { progress = () => {} } = context;
  return withBuildLock(paths.lock, options.name, async () => {
    const existing = readRecord(paths, options.name);
    if (existing && isUp(existing)) {
      if (sameOptions(existing.options, options)) return new Lab(paths, existing);
      throw new UserError(
        `a lab "${options.name}" is up, and it is a different one (${existing.options.distro.title})`,
        {
          why: 'building this one would throw that one away',
          next: `take it down first (gateway-setup lab down --name ${options.name}), or use another --name`,
          exitCode: ExitCode.usage,
        },
      );
    }
    if (existsSync(paths.home)) progress('removing what is left of an earlier lab');
    await removeLab(paths, options.name);
    return new Lab(paths, await buildLab(paths, options, chooseIsolation(options.isolation), progress));
  });
}

/** Builds the lab of that name anew, with the options that it had. @throws UserError when there is none. */
export async function resetLab(name: string, context: LabContext = {}): Promise<Lab> {
  const paths = pathsOf(name, context);
  const { progress = () => {} } = context;
  return withBuildLock(paths.lock, name, async () => {
    const existing = readRecord(paths, name);
    if (!existing) throw noLab(name);
    const isolation = chooseIsolation(existing.options.isolation);
    progress('removing the old one');
    await removeLab(paths, name);
    return new Lab(paths, await buildLab(paths, existing.options, isolation, progress));
  });
}

export type LabCondition = 'up' | 'stale' | 'none';

/** What there is of a lab of that name. `stale`: files, but no processes (a restart, a build cut short). */
export function inspectLab(name: string, context: LabContext = {}): { condition: LabCondition; lab?: Lab } {
  const paths = pathsOf(name, context);
  const record = readRecord(paths, name);
  if (record && isUp(record)) return { condition: 'up', lab: new Lab(paths, record) };
  return { condition: existsSync(paths.home) ? 'stale' : 'none' };
}

function noLab(name: string): UserError {
  return new UserError(`there is no lab "${name}"`, {
    next: 'build one: gateway-setup lab --build-only',
    exitCode: ExitCode.couldNotLook,
  });
}

/** The lab of that name. @throws UserError (exit code 3) when it is not up. */
export function openLab(name: string, context: LabContext = {}): Lab {
  const { condition, lab } = inspectLab(name, context);
  if (lab) return lab;
  if (condition === 'none') throw noLab(name);
  throw new UserError(`the lab "${name}" is not running any more`, {
    why: 'its files are there, its processes are gone: this machine was restarted, or it is still being built',
    next: `build it anew (gateway-setup lab reset --name ${name}) or remove it (gateway-setup lab down --name ${name})`,
    exitCode: ExitCode.couldNotLook,
  });
}

async function takeDown(paths: LabPaths, name: string): Promise<boolean> {
  const removed = await withBuildLock(paths.lock, name, () => removeLab(paths, name));
  removeEmptyLabsFolder(paths.labs);
  return removed;
}

/** Ends and removes the lab of that name. @returns false when there was none. */
export function downLab(name: string, context: LabContext = {}): Promise<boolean> {
  return takeDown(pathsOf(name, context), name);
}
