import type { Fact } from '../src/host/fact.js';
import type { FileFact } from '../src/host/survey/answers.js';
import type { Finding } from '../src/model/finding.js';
import type { Step } from '../src/model/step.js';
import type { FindingId } from './explanations/index.js';
import { findingOf } from './finding-of.js';

/**
 * Why what the operator's path points at cannot be the file that was asked for; undefined: it can be. `what`
 * is the word for it, such as `licence`.
 */
export function chosenFileProblem(
  path: string,
  file: Fact<Pick<FileFact, 'type' | 'size'>>,
  what: string,
): string | undefined {
  if (file.state === 'absent') return `There is no file ${path} on the server.`;
  if (file.state === 'unreadable') return `${path} cannot be read: ${file.reason}.`;
  if (file.value.type === 'directory') return `${path} is a folder; name the ${what} file in it.`;
  if (file.value.type !== 'file') return `${path} is not a regular file.`;
  return file.value.size === 0 ? `${path} is empty, so it is no ${what}.` : undefined;
}

export interface ChosenFile {
  /** Ends in `-FILE`: another answer can mend it. */
  readonly id: Extract<FindingId, `${string}-FILE`>;
  readonly path: string;
  /** The flag with which the path is given. */
  readonly flag: string;
  readonly problem: string | undefined;
}

/** Whether the file that the operator named can be used. */
export function chosenFileFinding(
  step: Pick<Step, 'id' | 'passage'>,
  { id, path, flag, problem }: ChosenFile,
  rest: Pick<Finding, 'wanted' | 'why'>,
): Finding {
  if (problem === undefined) return findingOf(step, id, 'ok', { ...rest, found: path, where: path });
  return findingOf(step, id, 'drift', {
    ...rest,
    found: problem,
    where: path,
    remedy: nameAnother(flag),
    blocks: 'failed',
  });
}

/** What to do about a file that cannot be used. */
export function nameAnother(flag: string): string {
  return `Name the right file with ${flag}.`;
}
