import type { Cancelled } from '../../errors.js';
import type { Host } from '../../host/host.js';
import { type ShellFragment, sh } from '../../host/shell.js';
import { escapeControl } from '../../text/escape.js';

export interface ScriptProgress {
  begin(number: number): void;
  waiting(number: number, secondsLeft: number): void;
  done(number: number): void;
  failed(number: number, reason: string): void;
}

export interface ScriptFailure {
  readonly reason: string;
  /** The target's undo script has run and succeeded. */
  readonly putBack: boolean;
  /** It failed because the operator wants to leave. */
  readonly cancelled?: Cancelled;
}

/** Waiting for services and package scripts on a slow server; a part of a stage that takes longer hangs. */
const timeoutMs = 60 * 60_000;

/** Runs an apply script on the target and follows its lines. Undefined: all of it was done. Nothing interrupts it. */
export async function runScript(
  host: Host,
  folder: string,
  script: ShellFragment,
  progress: ScriptProgress,
): Promise<ScriptFailure | undefined> {
  let failure: string | undefined;
  let putBack = false;
  const onLine = (line: string) => {
    const match = line.match(/^@(begin|waiting|done|failed|back) (\d+) ?(.*)$/);
    if (!match) return;
    const [, word, digits, rest = ''] = match;
    const number = Number(digits);
    if (word === 'begin') progress.begin(number);
    else if (word === 'waiting') progress.waiting(number, Number(rest));
    else if (word === 'done') progress.done(number);
    else if (word === 'back') putBack = number === 0;
    else {
      failure = escapeControl(rest.trim(), 500);
      progress.failed(number, failure);
    }
  };
  // From a file of the run: what is done there can be read afterwards, and is no endless line in `ps`.
  const file = `${folder}/apply.sh`;
  await host.putFile(file, Buffer.from(`${script.text}\n`), { mode: 0o700 });
  const result = await host.run(sh`exec sh ${file}`, { shielded: true, timeoutMs, onLine });
  if (failure !== undefined) return { reason: failure, putBack };
  if (result.code === 0) return undefined;
  const words = escapeControl(result.stderr.toString('utf8').trim(), 500);
  return {
    reason: result.timedOut
      ? 'it did not end within an hour'
      : `the script on the server ended with status ${result.code}: ${words}`,
    putBack,
  };
}
