import type { Host } from '../../host/host.js';
import { sh } from '../../host/shell.js';
import { escapeControl } from '../../text/escape.js';
import type { ActionView, ProgressDisplay } from '../operator.js';
import type { RecordedStep } from '../run/record.js';
import { actionTitle, isRestart, planActions } from './actions.js';
import { type ArmedUndo, applyScript } from './apply-script.js';

export type ApplyResult =
  | { readonly kind: 'done'; readonly restarts: number }
  /** `putBack`: the target's undo script has run and succeeded. */
  | { readonly kind: 'failed'; readonly reason: string; readonly putBack: boolean };

/** Waiting for services and package scripts on a slow server; a stage that takes longer hangs. */
const stageTimeoutMs = 60 * 60_000;

export interface ApplyOptions {
  readonly folder: string;
  readonly recorded: readonly RecordedStep[];
  readonly display: ProgressDisplay;
  readonly armed?: ArmedUndo;
  /** Told when a service that holds a port is about to be stopped. */
  readonly onBegin?: (title: string) => void;
}

/** Carries out a stage: one script, one invocation. What is begun is finished or put back; nothing interrupts it. */
export async function applyStage(host: Host, options: ApplyOptions): Promise<ApplyResult> {
  const { folder, recorded, display } = options;
  const changes = recorded.flatMap((one) => one.changes);
  const actions = planActions(changes);
  const views: readonly ActionView[] = actions.map((action, index) => ({
    number: index + 1,
    title: actionTitle(action),
  }));
  const first = recorded[0];
  if (first === undefined) return { kind: 'done', restarts: 0 };

  display.plan(views);
  let failure: string | undefined;
  let putBack = false;
  const onLine = (line: string) => {
    const match = line.match(/^@(begin|done|failed|back) (\d+) ?(.*)$/);
    if (!match) return;
    const [, word, digits, rest = ''] = match;
    const number = Number(digits);
    if (word === 'begin') {
      display.begin(number);
      options.onBegin?.(views[number - 1]?.title ?? '');
    } else if (word === 'done') display.done(number);
    else if (word === 'back') putBack = number === 0;
    else {
      failure = escapeControl(rest.trim(), 500);
      display.failed(number, failure);
    }
  };
  const script = applyScript({
    folder,
    changes,
    actions,
    backTo: first.step.id,
    ...(options.armed === undefined ? {} : { armed: options.armed }),
  });
  // From a file of the run: what is done there can be read afterwards, and is no endless line in `ps`.
  const file = `${folder}/apply.sh`;
  await host.putFile(file, Buffer.from(`${script.text}\n`), { mode: 0o700 });
  const result = await host.run(sh`exec sh ${file}`, { shielded: true, timeoutMs: stageTimeoutMs, onLine });
  await display.close();
  if (failure !== undefined) return { kind: 'failed', reason: failure, putBack };
  if (result.code === 0) return { kind: 'done', restarts: actions.filter(isRestart).length };
  const words = escapeControl(result.stderr.toString('utf8').trim(), 500);
  return {
    kind: 'failed',
    reason: result.timedOut
      ? 'it did not end within an hour'
      : `the script on the server ended with status ${result.code}: ${words}`,
    putBack,
  };
}
