import { expect, test } from 'vitest';
import type { AuditedFinding } from '../../../src/engine/audit/apply-waivers.js';
import { exitCodeOf, summarized } from '../../../src/engine/audit/audit-report.js';
import type { Verdict } from '../../../src/model/finding.js';
import { finding } from '../../wizard/fixture.js';

const one = (verdict: Verdict, more: Partial<AuditedFinding> = {}): AuditedFinding => ({
  ...finding({ verdict }),
  since: [],
  ...more,
});
const waived = { waived: { reason: 'r' } };

test.each<readonly [string, number, readonly AuditedFinding[]]>([
  ['all is well', 0, [one('ok'), one('not-applicable')]],
  ['nothing at all', 0, []],
  ['one differs', 2, [one('ok'), one('drift')]],
  ['a risk', 2, [one('risk')]],
  ['only what could not be looked at is open', 3, [one('ok'), one('unknown')]],
  ['one differs, another could not be looked at', 2, [one('drift'), one('unknown')]],
  ['the look was blocked', 3, [one('drift'), one('unknown', { blocks: 'could-not-look' })]],
  ['something is missing that setup cannot do without', 2, [one('drift', { blocks: 'failed' })]],
  ['all that is open is waived', 0, [one('drift', waived), one('unknown', waived), one('risk', waived)]],
  ['not all that is open is waived', 2, [one('drift', waived), one('risk')]],
])('%s: exit %i', (_name, code, findings) => {
  expect(exitCodeOf(findings)).toBe(code);
});

test('a waived finding counts as waived and nothing else', () => {
  const all = [
    one('ok'),
    one('drift'),
    one('drift', waived),
    one('risk'),
    one('unknown'),
    one('not-applicable'),
  ];
  expect(summarized(all)).toEqual({ ok: 1, drift: 1, risk: 1, unknown: 1, 'not-applicable': 1, waived: 1 });
});
