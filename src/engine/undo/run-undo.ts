import type { Host } from '../../host/host.js';
import { lines as fragments, type ShellFragment, sh } from '../../host/shell.js';
import type { StepId } from '../../model/step-id.js';
import { escapeControl } from '../../text/escape.js';
import { libraryPart } from '../target-library.js';

const undoTimeoutMs = 60 * 60_000;

export interface UndoResult {
  readonly ok: boolean;
  /** What the script said, line by line, safe to show. */
  readonly lines: readonly string[];
}

/**
 * Runs undo.sh, or has it say what stands in its way and touch nothing; of one that cannot say it, nothing is run then. What root runs
 * is what gateway-setup has written there, and nothing else.
 */
export function undoCommand(folder: string, step: StepId | undefined, mode: 'undo' | 'look'): ShellFragment {
  const script = `${folder}/undo.sh`;
  const given = step === undefined ? [] : [step];
  return fragments(
    libraryPart('trusted'),
    libraryPart('whole'),
    sh`
undo_distrust=$(untrusted_run ${folder}; undo_trouble ${folder})
if [ -n "$undo_distrust" ]; then
  printf '%s\n' "$undo_distrust" 'Nothing was taken back.'
  exit 1
fi`,
    mode === 'undo'
      ? sh`exec sh ${script} ${given} 2>&1`
      : sh`
if grep gateway_setup_look ${script} > /dev/null; then
  gateway_setup_look=yes sh ${script} ${given} 2>&1
fi`,
  );
}

/** Runs the undo script that lies on the target: the same that a person would run without us. */
export async function runUndo(
  host: Host,
  folder: string,
  step: StepId | undefined,
  onLine?: (line: string) => void,
): Promise<UndoResult> {
  const result = await host.run(undoCommand(folder, step, 'undo'), {
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
