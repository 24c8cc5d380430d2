import { expect, test } from 'vitest';
import { finish } from '../../../src/engine/setup/finish.js';
import { ExitCode } from '../../../src/errors.js';
import type { Finding } from '../../../src/model/finding.js';
import { closeOpenRelay } from '../../support/nod32-steps.js';
import { scriptedOperator } from '../../support/operator.js';
import { fresh } from '../../support/server.js';
import { sessionOn } from '../../support/session.js';
import { untouchedHost } from '../../support/untouched-host.js';
import { finding } from '../../wizard/fixture.js';

async function exitCodeOf(changed: Partial<Finding>, skipped: readonly (typeof closeOpenRelay)[] = []) {
  const { operator } = scriptedOperator();
  const session = sessionOn(fresh, { host: untouchedHost(), operator });
  const findings = [finding({ verdict: 'ok' }), finding({ step: 'close-open-relay', ...changed })];
  return finish(session, { outcome: 'done', skipped, findings });
}

const outside = { vantage: 'outside' } as const;

test.each<readonly [string, Partial<Finding>, ExitCode]>([
  ['all is well', { verdict: 'ok' }, ExitCode.ok],
  ['a risk', { verdict: 'risk' }, ExitCode.ok],
  ['what could not be seen', { verdict: 'unknown' }, ExitCode.couldNotLook],
  ['a firewall that keeps silent', { ...outside, verdict: 'unknown' }, ExitCode.ok],
  ['a port that can be reached', { ...outside, id: 'OUTSIDE-BACKEND', verdict: 'risk' }, ExitCode.ok],
  ['port 25 refused from outside', { ...outside, id: 'OUTSIDE-BANNER', verdict: 'drift' }, ExitCode.findings],
  ['an open relay', { ...outside, id: 'OUTSIDE-RELAY', verdict: 'risk' }, ExitCode.failed],
])('setup that was done ends by what is open: %s', async (_what, changed, exitCode) => {
  expect(await exitCodeOf(changed)).toBe(exitCode);
});

test('what was skipped does not count, but for an open relay', async () => {
  expect(await exitCodeOf({ verdict: 'unknown' }, [closeOpenRelay])).toBe(ExitCode.ok);
  const relaying = { ...outside, id: 'OUTSIDE-RELAY', verdict: 'risk' } as const;
  expect(await exitCodeOf(relaying, [closeOpenRelay])).toBe(ExitCode.failed);
});
