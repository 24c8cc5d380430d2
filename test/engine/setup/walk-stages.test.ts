import { describe, expect, test } from 'vitest';
import type { FailedView, StageView } from '../../../src/engine/operator.js';
import { Session } from '../../../src/engine/setup/session.js';
import { walkStages } from '../../../src/engine/setup/walk-stages.js';
import { Cancelled } from '../../../src/errors.js';
import type { Step } from '../../../src/model/step.js';
import type { StepId } from '../../../src/model/step-id.js';
import { stagesOf } from '../../../steps/index.js';
import { nod32Article } from '../../../steps/passages.js';
import { edit } from '../../support/changes.js';
import { type Script, scriptedOperator } from '../../support/operator.js';
import { answers, fresh, look, type Server, scannerStarted, withScanner } from '../../support/server.js';
import { untouchedHost } from '../../support/untouched-host.js';
import { finding } from '../../wizard/fixture.js';

const stages = stagesOf(answers);

/** Nothing may be touched while stages are only looked at. */
const still = {
  host: untouchedHost(),
  answers,
  secrets: {},
  signal: new AbortController().signal,
  version: '0',
  startedBy: 'a test',
};

async function walk(server: Server, script: Script, ...skip: readonly StepId[]) {
  const { operator, seen } = scriptedOperator(script);
  const session = new Session({ ...still, operator }, look(server));
  return { seen, session, result: await walkStages(session, new Set(skip), stages) };
}

describe('a stage whose ground is missing is not entered', () => {
  test('nothing installed: everything that needs the scanner is passed over, and why is said', async () => {
    const { seen, session, result } = await walk(fresh, { consider: () => 'skip' });
    expect(seen.nothingToDo).toEqual(['detect-host', 'review-ip-rules', 'review-unscanned-paths']);
    expect(seen.considered).toEqual([
      'place-license',
      'install-scanner',
      'limit-esmtp-extensions',
      'limit-connections',
      'close-open-relay',
    ]);
    expect(seen.notes).toEqual([
      'Skipped: Start the scanner (Install the scanner has not been done)',
      expect.stringMatching(/^Skipped: Close the open relay, .* \(Install the scanner has not been done\)$/),
      'Skipped: Verify the connection (Give the scanner port 25 has not been done)',
      'Skipped: Send a mail through (Give the scanner port 25 has not been done)',
      'Skipped: Choose what happens to infected mail (Install the scanner has not been done)',
      'Skipped: Raise the number of scanning threads (Install the scanner has not been done)',
    ]);
    expect(result.outcome).toBe('done');
    expect(session.changes).toBe(0);
  });

  test('the scanner installed but not started: the handover is not made', async () => {
    const { seen } = await walk(withScanner, { consider: () => 'skip' });
    expect(seen.notes[0]).toMatch(/Move AXIGEN.*\(Start the scanner has not been done\)$/);
  });

  test('named in --skip: not considered, and listed as skipped', async () => {
    const { seen, result } = await walk(
      fresh,
      { consider: () => 'skip' },
      'place-license',
      'install-scanner',
      'limit-esmtp-extensions',
    );
    expect(seen.considered).toEqual(['limit-connections', 'close-open-relay']);
    expect(seen.notes.slice(0, 2)).toEqual(['Skipped: Place the licence', 'Skipped: Install the scanner']);
    expect(new Set(result.skipped.map(({ id }) => id))).toContain('install-scanner');
  });
});

describe('an operator who leaves', () => {
  test('quits', async () => {
    await expect(walk(fresh, { consider: () => 'quit' })).rejects.toThrow(Cancelled);
  });

  test('a stage once skipped can be gone back to, and is then no longer skipped', async () => {
    const wishes = ['skip', 'back', 'skip', 'quit'] as const;
    let asked = 0;
    const considered: string[] = [];
    const consider: Script['consider'] = (view) => {
      considered.push(view.steps[0]?.step.id ?? '');
      return wishes[asked++] ?? 'quit';
    };
    await expect(walk(fresh, { consider })).rejects.toThrow(Cancelled);
    expect(considered).toEqual(['place-license', 'install-scanner', 'place-license', 'install-scanner']);
  });
});

describe('a stage with settings', () => {
  const only = (id: StepId) => stages.filter(({ handover, steps }) => !handover && steps[0]?.id === id);

  async function tune(id: StepId, script: Script) {
    const { operator, seen } = scriptedOperator(script);
    const session = new Session({ ...still, operator }, look(scannerStarted));
    return { seen, session, result: await walkStages(session, new Set(), only(id)) };
  }

  test('a person considers it although nothing would change; a script never does', async () => {
    const attended = await tune('limit-connections', {});
    expect(attended.seen.considered).toEqual(['limit-connections']);
    const unattended = await tune('limit-connections', { attended: false });
    expect(unattended.seen.considered).toEqual([]);
    expect(unattended.seen.nothingToDo).toEqual(['limit-connections']);
  });

  test('what is set there is planned and shown anew, and stands in the answers', async () => {
    const wishes = ['settings', 'skip'] as const;
    const shown: (readonly unknown[])[] = [];
    const { session } = await tune('set-behaviour', {
      consider: ({ steps, number, total }) => {
        shown.push([steps.some(({ changes }) => changes.length > 0), number, total]);
        return wishes[shown.length - 1] ?? 'quit';
      },
      settings: ({ keys, given }) => {
        expect(keys).toContain('action-on-infected');
        return new Map([...given, ['action-on-infected', 'reject'] as const]);
      },
    });
    expect(shown).toEqual([
      [false, 1, 1],
      [true, 1, 1],
    ]);
    expect(session.options.answers.actionOnInfected).toBe('reject');
  });
});

test('a stage that somebody objects to is a failure before anything is done', async () => {
  const { operator, seen } = scriptedOperator({ failed: () => 'leave' });
  const objection = ({ steps }: StageView) =>
    steps.some(({ step }) => step.id === 'place-license') ? 'This is not in the plan.' : undefined;
  const session = new Session({ ...still, operator, objection }, look(fresh));
  const { outcome } = await walkStages(session, new Set(), stages);
  expect(seen.failed).toEqual(['This is not in the plan.']);
  expect([outcome, session.changes, session.run]).toEqual(['left', 0, undefined]);
});

describe('a check that fails without a change', () => {
  const refused = { consider: () => 'skip' as const };

  test('is shown, and left when so chosen: nothing was changed, so nothing is taken back', async () => {
    const { seen, result } = await walk(scannerStarted, { ...refused, failed: () => 'leave' });
    expect(seen.failed).toHaveLength(1);
    expect(seen.failed[0]).toMatch(/^NOD32-STANDALONE-ANSWER: wanted 421 .*; found /);
    expect(seen.putBack).toEqual([false]);
    expect(result.outcome).toBe('left');
  });

  test('retried as often as wanted', async () => {
    let left = 3;
    const script: Script = {
      ...refused,
      failed: () => {
        left -= 1;
        return left > 0 ? 'retry' : 'leave';
      },
    };
    // Trying again looks again, and this host cannot be looked at.
    await expect(walk(scannerStarted, script)).rejects.toThrow('nothing is run here');
    expect(left).toBe(2);
  });

  test('unattended the answers decide, not what the operator returns', async () => {
    const { result } = await walk(scannerStarted, { ...refused, attended: false, failed: () => 'retry' });
    expect(result.outcome).toBe('rolled-back');
  });
});

describe('a finding whose remedy names a command', () => {
  const half: Step = {
    id: 'install-scanner',
    title: 'A step',
    passage: nod32Article('Installation'),
    says: '',
    skipMeans: '',
    assess: () => [
      finding({
        step: 'install-scanner',
        blocks: 'failed',
        remedy: 'Roll that back: gateway-setup rollback',
      }),
    ],
    changes: () => [edit('/etc/a')],
  };
  const here = 'Roll that back: gateway-setup rollback --host root@mail';

  test('is shown with the server that it is for, before it is begun and when it has failed', async () => {
    const shown: string[] = [];
    const { operator, seen } = scriptedOperator({
      consider: ({ steps }) => {
        shown.push(...steps.flatMap(({ findings }) => findings.map(({ remedy = '' }) => remedy)));
        return 'apply';
      },
    });
    const host = untouchedHost({ name: 'root@mail' });
    const session = new Session({ ...still, host, operator }, look(fresh));
    const { findings } = await walkStages(session, new Set(), [
      { steps: [half], handover: false, restsOn: [] },
    ]);
    expect(shown).toEqual([here]);
    expect(findings.map(({ remedy }) => remedy)).toEqual([here]);
    expect(seen.failed[0]?.split('\n').at(-1)).toBe(here);
  });

  test('of a step that is left out as well', async () => {
    const { operator } = scriptedOperator();
    const host = untouchedHost({ name: 'root@mail' });
    const session = new Session({ ...still, host, operator }, look(fresh));
    const stage = { steps: [half], handover: false, restsOn: [] };
    const { findings } = await walkStages(session, new Set<StepId>(['install-scanner']), [stage]);
    expect(findings.map(({ remedy }) => remedy)).toEqual([here]);
  });

  test('and found when what was done is looked at', async () => {
    const { operator } = scriptedOperator();
    const failed: FailedView[] = [];
    const noted = {
      ...operator,
      failed: async (view: FailedView) => {
        failed.push(view);
        return 'leave' as const;
      },
    };
    const host = untouchedHost({ name: 'root@mail' });
    const session = new Session({ ...still, host, operator: noted }, look(fresh));
    const assess = () => [finding({ step: 'install-scanner', remedy: 'gateway-setup rollback' })];
    const step: Step = { ...half, assess, changes: () => [] };
    await walkStages(session, new Set(), [{ steps: [step], handover: false, restsOn: [] }]);
    expect(failed[0]?.findings[0]?.remedy).toBe('gateway-setup rollback --host root@mail');
  });
});
