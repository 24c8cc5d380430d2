import { readFileSync } from 'node:fs';
import type { Snapshot } from '../e2e/support/snapshot.js';
import type { Bundle } from './bundle-wizard.js';
import { CrashLab } from './crash-lab.js';
import { type Allowed, allowedStates } from './half-files.js';
import { type Point, readPoints, timeBefore } from './points.js';
import { onTheServer, type Reach } from './reach.js';
import { overSsh } from './reach-over-ssh.js';
import { attempt, type Outcome, type Trial } from './trial.js';

/** A setup that is cut off at each of its points. */
export interface Scenario {
  readonly id: string;
  readonly scanner: 'nod32' | 'imss';
  readonly reach: 'local' | 'ssh';
  readonly driver: 'file' | 'cli';
}

export const scenarios: readonly Scenario[] = (['nod32', 'imss'] as const).flatMap((scanner) =>
  (
    [
      ['local', 'file'],
      ['local', 'cli'],
      ['ssh', 'file'],
      ['ssh', 'cli'],
    ] as const
  ).map(([reach, driver]) => ({ id: `${scanner}-${reach}-${driver}`, scanner, reach, driver })),
);

export interface Recorded {
  readonly points: readonly Point[];
  readonly allowed: Allowed;
}

/** A run that nothing goes wrong in: its points, and what it makes of the files. Then all is taken back. */
export async function record(lab: CrashLab, reach: Reach): Promise<Recorded> {
  lab.fifos.wants('none', 1);
  const said = await reach.setup();
  if (said.code !== 0) throw new Error(`the run without a fault ended with ${said.code}: ${said.all}`);
  const points = readPoints(readFileSync(`${lab.fifos.folder}/points`, 'utf8'));
  const allowed = allowedStates(lab);
  const back = await lab.product('rollback', '--yes');
  if (back.code !== 0) throw new Error(`the run without a fault was not taken back: ${back.all}`);
  lab.forget();
  return { points, allowed };
}

/** A lab for the trials of a scenario, recorded once; a new lab when one has been left other than it was. */
export class Place {
  #open: { readonly lab: CrashLab; readonly reach: Reach; readonly before: Snapshot } | undefined;
  #count = 0;
  #recorded: Recorded | undefined;

  constructor(
    readonly scenario: Scenario,
    readonly bundle: Bundle,
    readonly name: string,
  ) {}

  async recorded(): Promise<Recorded> {
    if (this.#recorded !== undefined) return this.#recorded;
    const { lab, reach, before } = await this.#lab();
    const recorded = await record(lab, reach);
    const differs = await lab.differs(before);
    if (differs.length > 0) throw new Error(`a run without a fault leaves its traces: ${differs.join('\n')}`);
    this.#recorded = recorded;
    return recorded;
  }

  /** A fault; where it leaves the lab other than it was, the next one has another lab. */
  async attempt(trial: Trial): Promise<Outcome> {
    const { allowed } = await this.recorded();
    const ground = await this.#lab();
    try {
      const outcome = await attempt({ ...ground, allowed }, trial);
      if (outcome.troubles.length > 0) await this.close();
      const before = outcome.missed === true ? timeBefore(trial.point) : undefined;
      return before === undefined ? outcome : await this.attempt({ ...trial, point: before });
    } catch (error) {
      await this.close();
      return {
        told: 'something else',
        troubles: [error instanceof Error ? (error.stack ?? '') : String(error)],
      };
    }
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    await open?.reach.end();
    await open?.lab.down();
  }

  async #lab() {
    if (this.#open !== undefined) return this.#open;
    this.#count += 1;
    const { scanner, driver, reach } = this.scenario;
    const name = `${this.name}-${this.#count}`;
    const lab = await CrashLab.create({ name, scanner, driver, bundle: this.bundle });
    const way = reach === 'ssh' ? await overSsh(lab, this.bundle) : onTheServer(lab, []);
    this.#open = { lab, reach: way, before: await lab.snapshot() };
    return this.#open;
  }
}
