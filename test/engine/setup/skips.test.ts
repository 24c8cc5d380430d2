import { describe, expect, test } from 'vitest';
import { isSkipped, requireSafeSkips, stepsToDo } from '../../../src/engine/setup/skips.js';
import { ExitCode } from '../../../src/errors.js';
import type { StepId } from '../../../src/model/step-id.js';
import { stagesOf } from '../../../steps/index.js';
import { answers, fresh, look, paths, withFiles } from '../../support/server.js';

const stages = stagesOf(answers);

const skip = (...ids: readonly StepId[]) => new Set(ids);
const skippedStages = (...ids: readonly StepId[]) =>
  stages.flatMap((stage, index) => (isSkipped(stage, skip(...ids)) ? [index] : []));

describe('which stages a skip leaves out', () => {
  test.each<readonly [StepId, readonly number[]]>([
    ['place-license', [1]],
    ['move-axigen-listener', [4]],
    ['configure-scanner', [4]],
    ['restart-scanner', [4]],
    ['close-open-relay', [11]],
    ['limit-esmtp-extensions', [8]],
    ['set-scan-threads', [10]],
  ])('%s', (id, expected) => {
    expect(skippedStages(id)).toEqual(expected);
  });

  test('what rides along in the handover can be left out of it', () => {
    const handover = stages[4];
    if (handover === undefined) throw new Error('no handover');
    expect(stepsToDo(handover, skip('limit-esmtp-extensions')).map(({ id }) => id)).toEqual([
      'close-open-relay',
      'move-axigen-listener',
      'configure-scanner',
      'restart-scanner',
    ]);
  });
});

describe('an open relay is not left behind', () => {
  const require = (server: typeof fresh, ...ids: readonly StepId[]) =>
    requireSafeSkips(skip(...ids), look(server), answers);

  test('the relay rule stands: its step cannot be skipped', () => {
    expect(() => require(fresh, 'close-open-relay')).toThrow(
      expect.objectContaining({
        exitCode: ExitCode.usage,
        message: expect.stringContaining('close-open-relay'),
      }),
    );
  });

  test('unless the scanner does not get port 25', () => {
    expect(() => require(fresh, 'close-open-relay', 'move-axigen-listener')).not.toThrow();
  });

  test('or the rule is gone', () => {
    const closed = withFiles(fresh, { [paths.policy]: 'event onEhlo {\n}\n' });
    expect(() => require(closed, 'close-open-relay')).not.toThrow();
  });

  test.each([
    [
      'a rule that a person must judge',
      'event onEhlo { if (allOf (iprange (remoteSmtpIp, "127.0.0.1"), is (a, "b"))) { set(remoteDelivery, "all"); } }',
    ],
    ['a policy that is not understood', 'event onEhlo { if ('],
  ])('%s counts as open', (_name, policy) => {
    expect(() => require(withFiles(fresh, { [paths.policy]: policy }), 'close-open-relay')).toThrow();
  });

  test('other steps may be skipped', () => {
    expect(() => require(fresh, 'limit-esmtp-extensions', 'send-test-mail', 'place-license')).not.toThrow();
  });
});
