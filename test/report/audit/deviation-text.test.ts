import { expect, test } from 'vitest';
import type { Deviation } from '../../../src/engine/audit/deviations.js';
import { deviationText } from '../../../src/report/audit/deviation-text.js';
import { edited, run } from './fixture.js';

const at = 1_795_305_600;
const { left: _, now: __, at: ___, ...bare } = edited;

test.each<readonly [Partial<Deviation>, string]>([
  [{ kind: 'edited', what: '/a', at }, '/a has been edited (2026-11-22 00:00:00 UTC)'],
  [{ kind: 'edited', what: '/a' }, '/a has been edited'],
  [{ kind: 'put-back', what: '/a' }, '/a has been put back to what it was before that run'],
  [
    { kind: 'put-back', what: '/a', before: 'move-axigen-listener', at },
    '/a has been put back to what it was before the step move-axigen-listener of that run (2026-11-22 00:00:00 UTC)',
  ],
  [{ kind: 'gone', what: '/a' }, '/a has been removed'],
  [{ kind: 'stopped', what: 'nod32d' }, 'nod32d has stopped'],
  [{ kind: 'removed', what: 'nod32lms' }, 'the package nod32lms has been removed'],
  [
    { kind: 'taken-back', what: 'close-open-relay', at },
    'its undo.sh has taken the step close-open-relay back (2026-11-22 00:00:00 UTC)',
  ],
  [{ kind: 'edited', what: '/a', at: 1e20 }, '/a has been edited'],
])('%j', (changed, said) => {
  expect(deviationText({ ...bare, ...changed })).toBe(`Set by the run ${run.id}; since then ${said}.`);
});
