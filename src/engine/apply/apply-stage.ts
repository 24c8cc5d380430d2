import type { Host } from '../../host/host.js';
import type { ProgressDisplay } from '../operator.js';
import type { RecordedStep } from '../run/record.js';
import { type Chained, chainEdits, isRestart, planActions } from './actions.js';
import { type ArmedUndo, applyScript, preparedFiles } from './apply-script.js';
import { takeBackScript } from './live-scripts.js';
import { makeInstaller } from './make-installer.js';
import { armedMeanwhile, type LiveMeans, makeLive } from './make-live.js';
import { runScript, type ScriptFailure } from './run-script.js';
import { type InstallerRun, type LiveChange, planSegments, type Segment } from './segments.js';
import { ShownProgress } from './shown-progress.js';

/** `wrote`: what installers have written, in sentences. */
export type ApplyResult =
  | { readonly kind: 'done'; readonly restarts: number; readonly wrote?: readonly string[] }
  /** `putBack`: the target's undo script has run and succeeded. */
  | ({ readonly kind: 'failed' } & ScriptFailure);

export interface ApplyOptions {
  readonly folder: string;
  readonly recorded: readonly RecordedStep[];
  /** A display for what is done without anybody's help. */
  readonly progress: () => ProgressDisplay;
  readonly armed?: ArmedUndo;
  readonly live: LiveMeans;
  /** Told when something is about to be done; `by-hand`: by the operator, so it takes its time. */
  readonly onBegin?: (how: 'at-once' | 'by-hand') => void;
}

/** As the undo of a run may take. */
const undoTimeoutMs = 60 * 60_000;

/**
 * Carries out a stage: one script, one invocation; or, where AXIGEN makes changes itself or an installer is run, scripts with
 * these between them. What is begun is finished or put back.
 */
export async function applyStage(host: Host, options: ApplyOptions): Promise<ApplyResult> {
  const changes = options.recorded.flatMap((one) => one.changes);
  const actions = planActions(changes);
  const segments = planSegments(actions);
  const backTo = options.recorded[0]?.step.id;
  if (backTo === undefined) return { kind: 'done', restarts: 0 };
  const stage = { changes, backTo, chain: chainEdits(changes) };
  const shown = new ShownProgress(options.progress, segments, {
    total: actions.length,
    handsOver: options.live.handOver !== undefined && host.attach !== undefined,
  });
  const wrote: string[] = [];
  try {
    for (const [index, segment] of segments.entries()) {
      const part = {
        display: await shown.during(index),
        first: index === 0,
        armed: armedFor(segment, options),
        // The deadline that holds when this part is over is that of the next one.
        afterwards: armedFor(segments[index + 1], options),
      };
      const failure =
        segment.kind === 'script'
          ? await byScript(host, segment, part, stage, options)
          : segment.kind === 'live'
            ? await byAxigen(host, segment.live, part, stage, options)
            : await byInstaller(host, segment.install, part, options, wrote);
      if (failure !== undefined) return { kind: 'failed', ...failure };
    }
  } finally {
    await shown.close();
  }
  return {
    kind: 'done',
    restarts: actions.filter(isRestart).length,
    ...(wrote.length === 0 ? {} : { wrote }),
  };
}

interface Stage {
  readonly changes: readonly RecordedStep['changes'][number][];
  readonly backTo: string;
  readonly chain: readonly Pick<Chained<unknown>, 'number' | 'previous'>[];
}

interface Part {
  readonly display: ProgressDisplay | undefined;
  readonly first: boolean;
  readonly armed: ArmedUndo | undefined;
  readonly afterwards: ArmedUndo | undefined;
}

function byScript(
  host: Host,
  { actions }: Extract<Segment, { kind: 'script' }>,
  { display, first, afterwards }: Part,
  { changes, backTo }: Stage,
  { folder, onBegin }: ApplyOptions,
): Promise<ScriptFailure | undefined> {
  const armed = afterwards === undefined ? {} : { armed: afterwards };
  const script = applyScript({ folder, changes, actions, part: first ? 'first' : 'later', backTo, ...armed });
  return runScript(host, folder, script, {
    begin: (number) => {
      display?.begin(number);
      onBegin?.('at-once');
    },
    waiting: (number, secondsLeft) => display?.waiting?.(number, secondsLeft),
    done: (number) => display?.done(number),
    failed: (number, reason) => display?.failed(number, reason),
  });
}

async function byAxigen(
  host: Host,
  live: LiveChange,
  { display, armed, afterwards }: Part,
  { changes, backTo, chain }: Stage,
  { folder, live: means, onBegin }: ApplyOptions,
): Promise<ScriptFailure | undefined> {
  display?.begin(live.number);
  onBegin?.(display === undefined ? 'by-hand' : 'at-once');
  const failure = await makeLive(host, live, {
    folder,
    means,
    previous: chain.find(({ number }) => number === live.recorded.number)?.previous,
    ...(armed === undefined || afterwards === undefined ? {} : { armed: { meanwhile: armed, afterwards } }),
  });
  if (failure === undefined) {
    display?.done(live.number);
    return undefined;
  }
  display?.failed(live.number, failure.reason.split('\n')[0] ?? '');
  const { code } = await host.run(takeBackScript(folder, backTo, preparedFiles(changes)), {
    shielded: true,
    timeoutMs: undoTimeoutMs,
  });
  return { ...failure, putBack: code === 0 };
}

/** What a failed installer has written stays for now: the operator sees it, and decides. */
async function byInstaller(
  host: Host,
  install: InstallerRun,
  { display }: Part,
  { folder, live: { handOver } }: ApplyOptions,
  wrote: string[],
): Promise<ScriptFailure | undefined> {
  display?.begin(install.number);
  const outcome = await makeInstaller(host, install, { folder, handOver });
  wrote.push(...outcome.wrote);
  if (outcome.reason === undefined) {
    display?.done(install.number);
    return undefined;
  }
  display?.failed(install.number, outcome.reason.split('\n')[0] ?? '');
  return { reason: [outcome.reason, ...outcome.wrote].join('\n'), putBack: false };
}

function armedFor(
  segment: Segment | undefined,
  { armed, live }: Pick<ApplyOptions, 'armed' | 'live'>,
): ArmedUndo | undefined {
  if (armed === undefined || segment?.kind !== 'live') return armed;
  return armedMeanwhile(armed, segment.live.recorded.change.by, live);
}
