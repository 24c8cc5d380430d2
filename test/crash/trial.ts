import type { Said } from '../e2e/support/run.js';
import type { Snapshot } from '../e2e/support/snapshot.js';
import type { CrashLab } from './crash-lab.js';
import { type Allowed, halfFiles } from './half-files.js';
import { type Mend, type Mode, makeFail } from './mischief.js';
import type { Point } from './points.js';
import { killAll } from './processes.js';
import type { Reach } from './reach.js';
import { until } from './until.js';
import { goOut, type WayOut } from './ways-out.js';

export interface Trial {
  readonly point: Point;
  readonly mode: Mode;
  readonly wayOut: WayOut;
  /** Turns what else there is to choose. */
  readonly pick: number;
}

export interface Ground {
  readonly lab: CrashLab;
  readonly reach: Reach;
  readonly before: Snapshot;
  readonly allowed: Allowed;
}

/** What a later run says of the one that met with the fault. */
export type Told = 'nothing begun' | 'cut short' | 'armed' | 'taken back' | 'finished' | 'something else';

export interface Outcome {
  readonly told: Told;
  /** Sentences; none: all that was promised holds. */
  readonly troubles: readonly string[];
  /** There was no fault: the run did not reach the point. */
  readonly missed?: true;
}

/** One fault at one point of a setup, and what became of it. The lab is as before afterwards, unless there are troubles. */
export async function attempt(ground: Ground, trial: Trial): Promise<Outcome> {
  const { lab, reach, before, allowed } = ground;
  const { said, mend, missed } = await faulted(ground, trial);
  await until('nothing of the run is at work', () => lab.isQuiet());
  await mend();
  lab.fifos.wants('none', 1);
  if (missed) return { told: 'something else', troubles: [`the point was not reached: ${said.all}`], missed };
  const half = halfFiles(lab, allowed);
  const list = await reach.product('rollback', '--list');
  const told = toldBy(list);
  const unsaid =
    told === 'something else' || (told === 'nothing begun') === hasBegun(lab)
      ? [`rollback --list does not tell how it stands: ${list.all}`]
      : [];
  // Nothing can be resumed while an undo is armed: that is waited for, or taken back at once.
  const wayOut = told === 'armed' && trial.wayOut === 'resume' ? 'rollback' : trial.wayOut;
  const out = await goOut(lab, wayOut, reach.product, trial.pick);
  await until('nothing of the way out is at work', () => lab.isQuiet());
  const differs = (await lab.differs(before)).filter((one) => !mayStay(one, trial.mode));
  const troubles = [...half, ...unsaid, ...out, ...differs];
  if (troubles.length === 0) lab.forget();
  return {
    told,
    troubles: troubles.length === 0 ? [] : [...troubles, `the run had said: ${said.all.slice(-1500)}`],
  };
}

interface Faulted {
  readonly said: Said;
  readonly mend: Mend;
  readonly missed?: true;
}

async function faulted({ lab, reach }: Ground, { point, mode }: Trial): Promise<Faulted> {
  lab.fifos.wants(point.name, point.nth);
  let over = false;
  const running = reach.setup().finally(() => {
    over = true;
  });
  let about: string | undefined;
  await until(`the run is at ${point.name}, or over`, () => {
    about = lab.fifos.waiting();
    return about !== undefined || over;
  });
  if (about === undefined) return { said: await running, mend: async () => {}, missed: true };
  const mend = await makeFail(lab, mode, about);
  if (mode === 'power' || mode === 'wizard') killAll(() => reach.wizard());
  if (mode === 'power') lab.powerCut();
  else {
    if (mode === 'cut') reach.cut();
    lab.fifos.letGo();
  }
  return { said: await running, mend };
}

/**
 * A copy of what somebody else has written, where the run's folder took nothing; and the scriptlet that rpm itself leaves where the
 * disk is full: it stands among the temporary files of everybody, where nothing is removed by the look of its name.
 */
function mayStay(difference: string, mode: Mode): boolean {
  if (mode === 'no-space' && /^\/var\/tmp\/rpm-tmp\.\w+: was not there$/.test(difference)) return true;
  return difference.endsWith('.gateway-setup.found: was not there');
}

/** There is a journal with a line in it. */
function hasBegun(lab: CrashLab): boolean {
  return lab.journals().some((text) => text.includes('"event":"begin"'));
}

function toldBy({ code, out }: Said): Told {
  if (code !== 0) return 'something else';
  if (/cut short/.test(out)) return 'cut short';
  if (/waits to be confirmed/.test(out)) return 'armed';
  if (/taken back/.test(out)) return 'taken back';
  if (/finished/.test(out)) return 'finished';
  return /no runs?\b|nothing/i.test(out) ? 'nothing begun' : 'something else';
}
