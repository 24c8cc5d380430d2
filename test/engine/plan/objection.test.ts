import { expect, test } from 'vitest';
import type { PlannedStep, StageView } from '../../../src/engine/operator.js';
import { objectionTo } from '../../../src/engine/plan/objection.js';
import type { Change } from '../../../src/model/change.js';
import type { StepId } from '../../../src/model/step-id.js';
import { axigenService } from '../../../src/products/axigen/product.js';
import { nod32Daemon, nod32Smtp } from '../../../src/products/nod32/product.js';
import { fresh, paths, scannerStarted, situation } from '../../support/server.js';
import { drawn, planOf } from './plan-of.js';

function view(...steps: readonly PlannedStep[]): StageView {
  return { steps, handover: false, number: 1, total: 1, situation: situation(fresh) };
}

function planned(server: typeof fresh, id: StepId, changes?: readonly Change[]): PlannedStep {
  const found = drawn(server)
    .flatMap(({ steps }) => steps)
    .find(({ step }) => step.id === id);
  if (found === undefined) throw new Error(`no step ${id}`);
  return changes === undefined ? found : { ...found, changes };
}

const edit = (path: string): Change => ({
  kind: 'edit-file',
  summary: 'an edit',
  path,
  before: Buffer.from('a'),
  after: Buffer.from('b'),
  readers: [],
  whileStopped: false,
});
const start = (service: typeof nod32Daemon): Change => ({
  kind: 'service',
  summary: 'start',
  service,
  verb: 'start',
});

const object = objectionTo(planOf(fresh));

test('what was planned may be done, and less of it', () => {
  expect(
    object(view(planned(fresh, 'close-open-relay'), planned(fresh, 'move-axigen-listener'))),
  ).toBeUndefined();
  expect(object(view(planned(fresh, 'close-open-relay', [])))).toBeUndefined();
});

test.each<readonly [string, StepId, Change, string | undefined]>([
  ['a deferred step edits nod32.cfg', 'configure-scanner', edit(paths.nod32Config), undefined],
  ['a deferred step starts the scanner', 'start-scanner', start(nod32Smtp), undefined],
  ['a deferred step edits another file', 'configure-scanner', edit('/etc/passwd'), 'the edit of /etc/passwd'],
  [
    'a deferred step starts another service',
    'start-scanner',
    start(axigenService),
    '/etc/init.d/axigen start',
  ],
  ['a step that is not deferred edits nod32.cfg', 'close-open-relay', edit(paths.nod32Config), 'the edit of'],
  ['the planned file, otherwise', 'move-axigen-listener', edit(paths.axigenConfig), 'the edit of'],
  ['a file more', 'move-axigen-listener', edit('/etc/motd'), 'the edit of /etc/motd'],
])('%s', (_what, id, change, objection) => {
  const said = object(view(planned(fresh, id, [change])));
  if (objection === undefined) expect(said).toBeUndefined();
  else expect(said).toMatch(new RegExp(`^This is not in the plan, so it is not done: ${id}: ${objection}`));
});

test('with the scanner there when it was planned, nothing of it is free', () => {
  const strict = objectionTo(planOf(scannerStarted));
  expect(strict(view(planned(scannerStarted, 'configure-scanner')))).toBeUndefined();
  expect(strict(view(planned(scannerStarted, 'configure-scanner', [edit(paths.nod32Config)])))).toMatch(
    /^This is not in the plan/,
  );
});

test('a service that was to be restarted and is down by now is started', () => {
  const strict = objectionTo(planOf(scannerStarted));
  expect(strict(view(planned(scannerStarted, 'restart-scanner', [start(nod32Daemon)])))).toBeUndefined();
});
