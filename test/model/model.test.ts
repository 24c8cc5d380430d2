import { describe, expect, test } from 'vitest';
import { isSettled, type Verdict } from '../../src/model/finding.js';
import { isStepId, stepIds } from '../../src/model/step-id.js';
import { telnetVerify } from '../support/nod32-steps.js';

describe('step ids', () => {
  test('are known, and nothing else is', () => {
    for (const id of stepIds) expect(isStepId(id)).toBe(true);
    for (const id of ['', 'Detect-Host', 'place_license', 'toString', 'offer-login'])
      expect(isStepId(id)).toBe(false);
  });

  test('can be names of shell functions once their dashes are gone', () => {
    for (const id of stepIds) expect(id).toMatch(/^[a-z][a-z-]*$/);
    expect(new Set(stepIds).size).toBe(stepIds.length);
  });
});

test.each<readonly [Verdict, boolean]>([
  ['ok', true],
  ['not-applicable', true],
  ['drift', false],
  ['risk', false],
  ['unknown', false],
])('a finding that is %s is settled: %s', (verdict, settled) => {
  const { id: step, passage } = telnetVerify;
  expect(isSettled({ id: 'X', step, passage, verdict, wanted: '', found: '', why: '' })).toBe(settled);
});
