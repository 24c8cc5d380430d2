import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { withEdits } from '../../src/engine/setup/look.js';
import { planStage } from '../../src/engine/setup/plan-stage.js';
import type { Answers } from '../../src/model/answers.js';
import type { Change } from '../../src/model/change.js';
import { isSettled } from '../../src/model/finding.js';
import { noEvidence } from '../../src/model/probe.js';
import type { StepId } from '../../src/model/step-id.js';
import { stagesOf, stepsOf } from '../../steps/index.js';
import { axigenConfig, laterConfig, policy, wishes } from '../support/arbitrary-config.js';
import { look, paths, type Server, withFiles } from '../support/server.js';

/** Findings about what is in the files; the others tell of the running server. */
const live = new Set([
  'AXIGEN-LISTENER-LIVE',
  'RELAY-PROBE',
  'SMTP-STARTTLS',
  'SMTP-BINARYMIME',
  'SMTP-AUTH',
  'SMTP-AUTH-LOGIN',
]);
/** A restart that is owed depends on the running server, too. */
const editsOf = (changes: readonly Change[]) => changes.filter(({ kind }) => kind === 'edit-file');

function settles(id: StepId, server: Server, given: Answers): void {
  const step = stepsOf(given).find((one) => one.id === id);
  if (step === undefined) throw new Error(`${given.scanner} has no step ${id}`);
  const first = look(server, given);
  const before = { facts: first.facts, answers: given, evidence: noEvidence };
  const changes = step.changes(before);
  const after = { ...before, facts: withEdits(first, changes, given).facts };
  expect(editsOf(step.changes(after))).toEqual([]);
  const open = step
    .assess(after)
    .filter((one) => !isSettled(one) && one.verdict !== 'risk' && !live.has(one.id));
  expect(open).toEqual([]);
  const wasOpen = step.assess(before).some((one) => one.verdict === 'drift' && !live.has(one.id));
  expect(editsOf(changes).length > 0).toBe(wasOpen);
}

interface World {
  readonly answers: Answers;
  readonly scannerStarted: Server;
  readonly handedOver: Server;
  /** The scanner's own file, what may be in it, and the steps that edit it. */
  readonly own: {
    readonly path: string;
    readonly text: fc.Arbitrary<string>;
    readonly steps: readonly StepId[];
  };
  /** How many servers each of the steps that both scanners have is tried on. */
  readonly numRuns: number;
}

/** Tests that every step that edits files does so once. */
export function describeIdempotence({ answers, scannerStarted, handedOver, own, numRuns }: World): void {
  // Each test keeps the thread for seconds; vitest gives up on a worker that it does not hear from for a minute.
  afterEach(() => setImmediate());

  const withFile = (path: string) => (text: string) => withFiles(scannerStarted, { [path]: text });
  const ten = { ...scannerStarted, packages: 'axigen\t10.3.1\n' };
  const ofTen = (path: string) => (text: string) => withFiles(ten, { [path]: text });
  const inAxigen = axigenConfig.map(withFile(paths.axigenConfig));

  test.each<readonly [string, StepId, fc.Arbitrary<Server>]>([
    ['move-axigen-listener', 'move-axigen-listener', inAxigen],
    ['limit-connections', 'limit-connections', inAxigen],
    ['limit-esmtp-extensions', 'limit-esmtp-extensions', inAxigen],
    ['close-open-relay', 'close-open-relay', policy.map(withFile(paths.policy))],
    ...own.steps.map((id) => [id, id, own.text.map(withFile(own.path))] as const),
    ['limit-esmtp-extensions of a later version', 'limit-esmtp-extensions', policy.map(ofTen(paths.policy))],
    [
      'move-axigen-listener of a later version',
      'move-axigen-listener',
      laterConfig.map(ofTen(paths.axigenConfig)),
    ],
  ])(
    'what %s changes makes its findings good, and a second time it changes nothing',
    (_name, id, servers) => {
      fc.assert(
        fc.property(servers, wishes, (server, wished) => settles(id, server, { ...answers, ...wished })),
        { numRuns: own.steps.includes(id) ? 300 : numRuns },
      );
    },
  );

  test('the whole handover: each edit begins where the one before it ended, and a second plan is empty', () => {
    const steps = stagesOf(answers).find(({ handover }) => handover)?.steps ?? [];
    let edits = 0;
    fc.assert(
      fc.property(axigenConfig, own.text, policy, (config, ini, script) => {
        const server = withFiles(scannerStarted, {
          [paths.axigenConfig]: config,
          [own.path]: ini,
          [paths.policy]: script,
        });
        const files = new Map<string, Buffer>();
        for (const change of planStage(steps, look(server, answers), answers, noEvidence).flatMap(
          (one) => one.changes,
        )) {
          if (change.kind !== 'edit-file') continue;
          const known = files.get(change.path);
          if (known !== undefined) expect(Buffer.compare(known, change.before)).toBe(0);
          files.set(change.path, Buffer.from(change.after));
        }
        edits += files.size;
        const done = withFiles(handedOver, { ...server.files, ...Object.fromEntries(files) });
        const again = planStage(steps, look(done, answers), answers, noEvidence);
        expect(again.flatMap(({ changes }) => changes)).toEqual([]);
      }),
      { numRuns: 200 },
    );
    expect(edits).toBeGreaterThan(100);
  });
}
