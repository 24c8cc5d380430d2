import { DocumentError } from '../../documents/document-error.js';
import { Cancelled, UserError } from '../../errors.js';
import type { Host } from '../../host/host.js';
import { LineLost } from '../../host/line-lost.js';
import { type ShellFragment, sh } from '../../host/shell.js';
import type { ConfigureAxigen } from '../../model/change.js';
import { AxigenCliError } from '../../products/axigen/cli/cli-error.js';
import { readAxigenConfig } from '../../products/axigen/config.js';
import { unmetOperations } from '../../products/axigen/unmet-operations.js';
import { escapeControl } from '../../text/escape.js';
import type { GuideView, Operator } from '../operator.js';
import type { ArmedUndo } from './apply-script.js';
import { beginLiveScript, endLiveScript, goOnScript } from './live-scripts.js';
import type { ScriptFailure } from './run-script.js';
import type { LiveChange } from './segments.js';

/** How AXIGEN is brought to change its configuration itself. */
export interface LiveMeans {
  /** Through its command line. @throws UserError with what it answered. */
  perform(change: ConfigureAxigen): Promise<void>;
  /** By the operator, in WebAdmin; undefined: nobody is there. */
  readonly guide?: (view: GuideView) => Promise<'done' | 'stop'>;
  /** Gives the operator's terminal to an installer; undefined: there is none. */
  readonly handOver?: Operator['handOver'];
  /** Seconds that a change may take before the server puts it back by itself; default: far more than it needs. */
  readonly patience?: LivePatience;
}

export type LivePatience = Readonly<Record<ConfigureAxigen['by'], number>>;

const patience: LivePatience = { cli: 5 * 60, operator: 60 * 60 };

/** The deadline that holds while a live change is made. */
export function armedMeanwhile(armed: ArmedUndo, by: ConfigureAxigen['by'], means: LiveMeans): ArmedUndo {
  return { ...armed, seconds: Math.max(armed.seconds, (means.patience ?? patience)[by]) };
}

export interface LiveOptions {
  readonly folder: string;
  readonly means: LiveMeans;
  /** The change of the same file before this one in the stage. */
  readonly previous: number | undefined;
  /** While this change is made, and after it. */
  readonly armed?: { readonly meanwhile: ArmedUndo; readonly afterwards: ArmedUndo };
}

/** A live change that was not made, or not to its end, in words. */
class NotMade extends Error {}

const youStopped = 'You stopped before it was done.';

export type LiveFailure = Pick<ScriptFailure, 'reason' | 'cancelled'>;

/** Makes a live change. What goes wrong is said, and nothing is taken back here: undefined when all is well. */
export async function makeLive(
  host: Host,
  live: LiveChange,
  options: LiveOptions,
): Promise<LiveFailure | undefined> {
  const { folder, previous, armed } = options;
  try {
    await must(host, beginLiveScript(folder, live, previous));
    await (live.recorded.change.by === 'cli' ? byCli(host, live, options) : byHand(host, live, options));
    await must(host, endLiveScript(folder, live, armed?.afterwards));
    return undefined;
  } catch (error) {
    if (error instanceof LineLost) throw error;
    if (error instanceof NotMade || error instanceof DocumentError) return { reason: error.message };
    if (error instanceof Cancelled) return { reason: youStopped, cancelled: error };
    if (error instanceof UserError)
      return { reason: [error.message, advice(error)].filter(Boolean).join('\n') };
    throw error;
  }
}

/** What is in force by now is taken back with the stage: that a restart would do that is no advice here. */
function advice(error: UserError): string | undefined {
  return error instanceof AxigenCliError && error.changed !== 'nothing' ? undefined : error.next;
}

async function byCli(
  host: Host,
  { recorded: { change } }: LiveChange,
  { means }: LiveOptions,
): Promise<void> {
  await means.perform(change);
  const differs = await stillDiffers(host, change);
  if (differs.length > 0) {
    throw new NotMade(
      `AXIGEN has said that it is done, but its file does not say so:\n${differs.join('\n')}`,
    );
  }
}

async function byHand(host: Host, { recorded: { change } }: LiveChange, options: LiveOptions): Promise<void> {
  const { means, folder, armed } = options;
  if (means.guide === undefined) throw new NotMade('Nobody is there who could make this change by hand.');
  let differs: readonly string[] = [];
  do {
    if ((await means.guide({ change, differs })) === 'stop') throw new NotMade(youStopped);
    await must(host, goOnScript(folder, armed?.meanwhile));
    differs = await stillDiffers(host, change);
  } while (differs.length > 0);
}

/** What AXIGEN's file, as it has written it, does not say yet. */
async function stillDiffers(
  host: Host,
  { path, before, operations }: ConfigureAxigen,
): Promise<readonly string[]> {
  const { code, stdout, stderr } = await host.run(sh`cat ${path}`, { shielded: true });
  if (code !== 0)
    throw new NotMade(`${path} cannot be read: ${escapeControl(stderr.toString('utf8').trim(), 500)}`);
  return unmetOperations(operations, readAxigenConfig(before, path), readAxigenConfig(stdout, path));
}

async function must(host: Host, script: ShellFragment): Promise<void> {
  const { code, stdout, stderr } = await host.run(script, { shielded: true, timeoutMs: 15 * 60_000 });
  if (code === 0) return;
  const words = [stdout, stderr].map((one) => one.toString('utf8').trim()).find((text) => text !== '');
  throw new NotMade(escapeControl(words ?? `the script on the server ended with status ${code}`, 500));
}
