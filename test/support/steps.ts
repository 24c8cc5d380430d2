import { diffLines } from 'diff';
import type { Change, EditFile } from '../../src/model/change.js';
import type { Finding, Verdict } from '../../src/model/finding.js';
import type { Situation, Step } from '../../src/model/step.js';

/** The verdict of each finding, by its id. */
export function verdicts(step: Pick<Step, 'assess'>, situation: Situation): Record<string, Verdict> {
  return Object.fromEntries(step.assess(situation).map(({ id, verdict }) => [id, verdict]));
}

/** @throws Error when there is no such finding. */
export function findingNamed(step: Pick<Step, 'assess'>, situation: Situation, id: string): Finding {
  const found = step.assess(situation).find((one) => one.id === id);
  if (found === undefined) throw new Error(`no finding ${id}`);
  return found;
}

/** @throws Error unless there is exactly one change and it edits a file. */
export function onlyEdit(changes: readonly Change[]): EditFile {
  const [change, ...more] = changes;
  if (change?.kind !== 'edit-file' || more.length > 0) throw new Error(`not one edit: ${changes.length}`);
  return change;
}

/** The lines that an edit takes out (`-`) and puts in (`+`). */
export function changedLines({ before, after }: EditFile): readonly string[] {
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
  return diffLines(text(before), text(after)).flatMap(({ added, removed, value }) =>
    added || removed
      ? value
          .replace(/\n$/, '')
          .split('\n')
          .map((line) => `${added ? '+' : '-'}${line}`)
      : [],
  );
}
