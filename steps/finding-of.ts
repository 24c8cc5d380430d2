import type { Finding } from '../src/model/finding.js';
import type { Step } from '../src/model/step.js';
import type { FindingId } from './explanations/index.js';

type Rest = Omit<Finding, 'id' | 'step' | 'passage' | 'verdict'> & { readonly passage?: Finding['passage'] };

/** A finding of a step, with the step's own passage unless another is given. Its id must be explained: the compiler sees to it. */
export function findingOf(
  step: Pick<Step, 'id' | 'passage'>,
  id: FindingId,
  verdict: Finding['verdict'],
  rest: Rest,
): Finding {
  return { id, step: step.id, passage: step.passage, verdict, ...rest };
}
