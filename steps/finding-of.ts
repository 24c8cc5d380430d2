import type { Finding } from '../src/model/finding.js';
import type { Step } from '../src/model/step.js';

type Rest = Omit<Finding, 'id' | 'step' | 'passage' | 'verdict'> & { readonly passage?: Finding['passage'] };

/** A finding of a step, with the step's own passage unless another is given. */
export function findingOf(
  step: Pick<Step, 'id' | 'passage'>,
  id: string,
  verdict: Finding['verdict'],
  rest: Rest,
): Finding {
  return { id, step: step.id, passage: step.passage, verdict, ...rest };
}
