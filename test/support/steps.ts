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

/** The lines that an edit takes out (`-`) and puts in (`+`); a line that only moved is neither. */
export function changedLines({ before, after }: EditFile): readonly string[] {
  const lines = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1').split('\n');
  const [old, now] = [lines(before), lines(after)];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  const result: string[] = [];
  let [i, j] = [start, start];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      i += 1;
      j += 1;
      continue;
    }
    const inNow = old[i] === undefined ? -1 : now.indexOf(old[i] ?? '', j);
    const inOld = now[j] === undefined ? -1 : old.indexOf(now[j] ?? '', i);
    if (i < old.length && (inNow < 0 || (inOld >= 0 && inOld - i <= inNow - j))) result.push(`-${old[i++]}`);
    else result.push(`+${now[j++]}`);
  }
  return result;
}
