import type { Fact } from '../src/host/fact.js';
import type { Finding } from '../src/model/finding.js';
import type { Step } from '../src/model/step.js';
import type { FindingId } from './explanations/index.js';
import { findingOf } from './finding-of.js';

/** The finding of a step whose file could not be judged: missing is `drift`, unreadable is `unknown`. */
export function notReadable(
  step: Pick<Step, 'id' | 'passage'>,
  id: FindingId,
  fact: Exclude<Fact<unknown>, { readonly state: 'present' }>,
  rest: Pick<Finding, 'wanted' | 'why' | 'where'>,
): Finding {
  if (fact.state === 'absent') {
    return findingOf(step, id, 'drift', { ...rest, found: 'the file is not there' });
  }
  return findingOf(step, id, 'unknown', {
    ...rest,
    found: fact.reason,
    remedy: 'Put the file right at that place, then run gateway-setup again.',
  });
}
