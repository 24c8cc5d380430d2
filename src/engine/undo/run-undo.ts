import type { Host } from '../../host/host.js';
import { sh } from '../../host/shell.js';
import type { StepId } from '../../model/step-id.js';
import { escapeControl } from '../../text/escape.js';

const undoTimeoutMs = 60 * 60_000;

export interface UndoResult {
  readonly ok: boolean;
  /** What the script said, line by line, safe to show. */
  readonly lines: readonly string[];
}

/** Runs the undo script that lies on the target: the same that a person would run without us. */
export async function runUndo(
  host: Host,
  folder: string,
  step: StepId | undefined,
  onLine?: (line: string) => void,
): Promise<UndoResult> {
  const result = await host.run(sh`exec sh ${`${folder}/undo.sh`} ${step === undefined ? [] : [step]} 2>&1`, {
    shielded: true,
    timeoutMs: undoTimeoutMs,
    ...(onLine === undefined ? {} : { onLine: (line) => onLine(escapeControl(line)) }),
  });
  const lines = result.stdout
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line) => escapeControl(line));
  return { ok: result.code === 0, lines };
}
