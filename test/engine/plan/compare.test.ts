import { describe, expect, test } from 'vitest';
import { differencesSince } from '../../../src/engine/plan/compare.js';
import type { PlanDocument } from '../../../src/engine/plan/document.js';
import { fresh, installed, paths, scannerStarted, withFiles } from '../../support/server.js';
import { planOf } from './plan-of.js';

const plan = planOf(fresh);

test('the same server again: no difference, whenever it was', () => {
  expect(differencesSince(plan, { ...planOf(fresh), createdAt: '2030-01-01T00:00:00Z' })).toEqual([]);
});

describe('what has changed is named', () => {
  const file = (path: string, change: object): PlanDocument => ({
    ...plan,
    files: plan.files.map((one) => (one.path === path ? { ...one, ...change } : one)),
  });

  test.each<readonly [string, PlanDocument, RegExp]>([
    ['another version', { ...plan, version: '9.9.9' }, /made by gateway-setup 0\.1\.0; this is 9\.9\.9/],
    [
      'another server',
      { ...plan, target: { ...plan.target, hostname: 'other' } },
      /for mail\.example\.test; this is other/,
    ],
    ['a step left out', planOf(fresh, 'place-license'), /^The list of steps was: /],
    [
      'a file that has other bytes',
      file(paths.axigenConfig, { sha256: 'f'.repeat(64) }),
      /axigen\.cfg has been changed since/,
    ],
    ['a file that is gone', file(paths.axigenConfig, { state: 'absent' }), /axigen\.cfg was there when/],
    ['another licence file', file(paths.license, { cksum: '3 4' }), /nod32\.lic is another file than then/],
    [
      'a file more',
      { ...plan, files: [...plan.files, { path: '/x', state: 'absent' }] },
      /^\/x plays a part now/,
    ],
    ['a file less', { ...plan, files: plan.files.slice(1) }, /does not any more/],
  ])('%s', (_what, now, sentence) => {
    expect(differencesSince(plan, now).join('\n')).toMatch(sentence);
  });

  test('the same file edited otherwise: the step and the file', () => {
    const policy = installed.policy.replace('127.0.0.0/255.0.0.0', '127.0.0.0/8');
    const now = planOf(withFiles(fresh, { [paths.policy]: policy }));
    expect(differencesSince(plan, now)).toEqual([
      `close-open-relay: the edit of ${paths.policy} would be another one now.`,
    ]);
  });

  test('what is done by now, and what can be told by now', () => {
    const differences = differencesSince(plan, planOf(scannerStarted));
    expect(differences).toContain(
      'install-scanner: the installation of nod32lms would not be made any more.',
    );
    expect(differences).toContain(
      'configure-scanner: what it changes can be told now, and could not then, or the other way round.',
    );
  });

  test('a command line that is not used now: that the password is given with each command', () => {
    const spoken: PlanDocument = {
      ...plan,
      stages: plan.stages.map((stage) => ({
        ...stage,
        steps: stage.steps.map((step) => ({
          ...step,
          changes: step.changes.map((one) =>
            one.kind === 'edit-file' && one.path === paths.axigenConfig
              ? { ...one, kind: 'configure-axigen' as const, by: 'cli' as const, operations: [] }
              : one,
          ),
        })),
      })),
    };
    expect(differencesSince(spoken, plan)[0]).toContain('so give --axigen-password-file again');
    expect(differencesSince(plan, spoken).join()).not.toContain('--axigen-password-file');
  });

  test('what would be done as well', () => {
    const differences = differencesSince(planOf(withFiles(fresh, { [paths.policy]: '' })), plan);
    expect(differences).toEqual([`close-open-relay: the edit of ${paths.policy} would be made as well.`]);
  });
});

describe('a plan that says something else than what would be done', () => {
  type Step = PlanDocument['stages'][number]['steps'][number];
  const policyStep = (edit: (step: Step) => Step): PlanDocument => ({
    ...plan,
    stages: plan.stages.map((stage) => ({
      ...stage,
      steps: stage.steps.map((step) =>
        step.id === 'close-open-relay' && step.changes.length > 0 ? edit(step) : step,
      ),
    })),
  });
  const changed = (change: object): PlanDocument =>
    policyStep((step) => ({ ...step, changes: step.changes.map((one) => ({ ...one, ...change })) }));

  test.each<readonly [string, PlanDocument, RegExp]>([
    ['another diff', changed({ diff: { encoding: 'utf8', text: 'harmless\n' } }), /of close-open-relay /],
    ['another summary', changed({ summary: 'Nothing of note' }), /of close-open-relay /],
    ['another title', policyStep((step) => ({ ...step, title: 'Look' })), /of close-open-relay /],
    [
      'a change told twice',
      policyStep((step) => ({ ...step, changes: [...step.changes, ...step.changes] })),
      /of close-open-relay /,
    ],
    ['a step to skip that there is not', { ...plan, skip: ['nonsense'] }, /of the steps to skip /],
    [
      'another handover',
      { ...plan, stages: plan.stages.map((stage) => ({ ...stage, handover: !stage.handover })) },
      /of the handover /,
    ],
  ])('%s', (_what, edited, sentence) => {
    expect(differencesSince(edited, plan).join('\n')).toMatch(sentence);
  });

  test('findings, which may tell of times, and another order of keys do not count', () => {
    const { skip, stages, ...head } = policyStep((step) => ({ ...step, findings: [] }));
    expect(differencesSince({ skip, stages, ...head }, plan)).toEqual([]);
  });
});
