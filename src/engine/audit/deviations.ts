import type { StepId } from '../../model/step-id.js';
import { isRunning } from '../../products/host/processes.js';
import type { HostFacts } from '../../products/host-facts.js';
import type { JournaledRun } from '../run/list-runs.js';
import { type JournaledChange, standingChanges } from '../run/standing-changes.js';
import type { JournaledFile } from './journaled-files.js';
import { takenBack } from './taken-back.js';

/** Something that a run has set on this server and that is not so any more. */
export interface Deviation {
  /** The run that had set it. */
  readonly run: { readonly id: string; readonly startedAt: string };
  /** The steps whose changes it concerns. */
  readonly steps: readonly StepId[];
  readonly kind: 'put-back' | 'edited' | 'gone' | 'stopped' | 'removed' | 'taken-back';
  /** The file, process or package; of what was taken back, the step. */
  readonly what: string;
  /** When, where it can be told: seconds since 1970 by the target's clock. */
  readonly at?: number;
  /** put-back: the file is as it was before this step, where that is not the first that changed it. */
  readonly before?: StepId;
  /** Of an edited file. */
  readonly left?: Uint8Array;
  readonly now?: Uint8Array;
}

/** What tells whether something that a run did still is so. */
export interface Present {
  readonly files: readonly JournaledFile[];
  readonly processes: HostFacts['processes'];
  /** Undefined: it could not be told. */
  isInstalled(name: string): boolean | undefined;
}

/**
 * What of the runs that stand is undone, the latest run first; of a file that several runs changed, the latest
 * counts. Pure.
 */
export function deviations(runs: readonly JournaledRun[], now: Present): readonly Deviation[] {
  const settled = new Set<string>();
  const found = [...runs].reverse().flatMap(({ summary, events }) => {
    const changes = standingChanges(events, summary.steps).filter((change) =>
      subjectsOf(change).some((subject) => !settled.has(subject)),
    );
    for (const subject of changes.flatMap(subjectsOf)) settled.add(subject);
    const run = { id: summary.id, startedAt: summary.startedAt };
    return [
      ...grouped(changes, ({ path }) => path).flatMap((all) => fileDeviation(all, summary.id, now.files)),
      ...grouped(changes, ({ process }) => process).flatMap((all) => stopped(all, now)),
      ...grouped(changes, (one) => one.package).flatMap((all) => removed(all, now)),
    ].map((deviation) => ({ run, ...deviation }));
  });
  return [...found, ...takenBack(runs)];
}

type Loose = Omit<Deviation, 'run'>;

function subjectsOf(change: JournaledChange): readonly string[] {
  return [
    ...(change.path === undefined ? [] : [`path ${change.path}`]),
    ...(change.process === undefined ? [] : [`process ${change.process}`]),
    ...(change.package === undefined ? [] : [`package ${change.package}`]),
  ];
}

/** The changes of one file, process or package, in the order in which they were made. */
function grouped(
  changes: readonly JournaledChange[],
  by: (change: JournaledChange) => string | undefined,
): readonly (readonly JournaledChange[])[] {
  const groups = new Map<string, JournaledChange[]>();
  for (const change of changes) {
    const name = by(change);
    if (name !== undefined) groups.set(name, [...(groups.get(name) ?? []), change]);
  }
  return [...groups.values()];
}

function fileDeviation(
  changes: readonly JournaledChange[],
  run: string,
  files: readonly JournaledFile[],
): readonly Loose[] {
  const stateOf = (change: JournaledChange) =>
    files.find((file) => file.run === run && file.change === change.number);
  const last = changes.at(-1);
  const file = last && stateOf(last);
  if (file === undefined || file.state === 'as-left' || file.state === 'unreadable') return [];
  const { path, modified, left, now } = file;
  const rest = {
    what: path,
    steps: stepsOf(changes),
    ...(modified === undefined ? {} : { at: modified }),
  };
  if (file.state === 'gone') return [{ ...rest, kind: 'gone' }];
  const before = changes.findIndex((change) => stateOf(change)?.state === 'as-before');
  if (before === 0) return [{ ...rest, kind: 'put-back' }];
  const step = changes[before]?.step;
  if (step !== undefined) return [{ ...rest, kind: 'put-back', before: step }];
  return [
    {
      ...rest,
      kind: 'edited',
      ...(left === undefined ? {} : { left }),
      ...(now === undefined ? {} : { now }),
    },
  ];
}

function stopped(changes: readonly JournaledChange[], { processes }: Present): readonly Loose[] {
  const what = changes.at(-1)?.process;
  if (what === undefined || processes.state !== 'present' || isRunning(processes.value, what)) return [];
  return [{ kind: 'stopped', what, steps: stepsOf(changes) }];
}

function removed(changes: readonly JournaledChange[], { isInstalled }: Present): readonly Loose[] {
  const what = changes.at(-1)?.package;
  if (what === undefined || isInstalled(what) !== false) return [];
  return [{ kind: 'removed', what, steps: stepsOf(changes) }];
}

function stepsOf(changes: readonly JournaledChange[]): readonly StepId[] {
  return [...new Set(changes.map(({ step }) => step))];
}
