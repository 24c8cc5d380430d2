import { describe, expect, test } from 'vitest';
import { failuresOf, type OutsideBefore } from '../../../src/engine/setup/stage-failures.js';
import type { Finding } from '../../../src/model/finding.js';
import { axigen, greeted, notReached, seen } from '../../support/outside.js';
import { finding } from '../../wizard/fixture.js';

const fails = (one: Partial<Finding>, before: OutsideBefore, unproven = true) =>
  failuresOf([finding(one)], { unproven, before }).length === 1;
const outside = (id: string, verdict: Finding['verdict']) => ({ id, verdict, vantage: 'outside' }) as const;
const relay = (kind: 'refused' | 'accepted') => seen({ relay: { kind, stage: 'rcpt', reply: 'x' } });
const broken = seen({ relay: { kind: 'broken', reason: 'no answer' } });

describe('a stage has failed', () => {
  test.each([
    ['drift', { verdict: 'drift' }, true],
    ['a risk', { verdict: 'risk' }, false],
    ['a risk that blocks', { verdict: 'risk', blocks: 'failed' }, true],
    ['ok', { verdict: 'ok' }, false],
  ] as const)('by what the server itself shows: %s', (_what, one, failed) => {
    expect(fails(one, undefined)).toBe(failed);
  });

  test('by what could not be seen only where that is no reason to believe', () => {
    expect(fails({ verdict: 'unknown' }, undefined, true)).toBe(true);
    expect(fails({ verdict: 'unknown' }, undefined, false)).toBe(false);
  });

  test.each([
    'OUTSIDE-BANNER',
    'OUTSIDE-STARTTLS',
    'OUTSIDE-RELAY',
    'OUTSIDE-BACKEND',
    'OUTSIDE-AXIGEN-CLI',
    'OUTSIDE-CONSOLE',
  ])('never by a firewall that keeps silent: %s', (id) => {
    expect(fails(outside(id, 'unknown'), seen({ banner: axigen }))).toBe(false);
  });

  test.each([
    ['refused before', relay('refused'), true],
    ['not known before', broken, true],
    ['not asked before', seen(), true],
    ['open before: no doing of the stage', relay('accepted'), false],
    ['no handover in this run', undefined, false],
    ['no outside', { kind: 'none', why: 'a hop' } as const, false],
  ])('by a relay that is open from outside, %s', (_what, before, failed) => {
    expect(fails(outside('OUTSIDE-RELAY', 'risk'), before)).toBe(failed);
    expect(fails(outside('OUTSIDE-RELAY', 'ok'), before)).toBe(false);
  });

  test.each([
    ['answered before', seen({ banner: axigen }), true],
    ['refused before', seen({ banner: notReached('refused', 'refused') }), false],
    ['turned away before', seen({ banner: greeted(554, 'no') }), false],
    ['not asked before', seen(), false],
    ['no handover in this run', undefined, false],
  ])('by a port 25 that others are refused, %s', (_what, before, failed) => {
    expect(fails(outside('OUTSIDE-BANNER', 'drift'), before)).toBe(failed);
    expect(fails(outside('OUTSIDE-BANNER', 'risk'), before)).toBe(false);
  });

  test.each(['OUTSIDE-STARTTLS', 'OUTSIDE-BACKEND'])(
    'never by what the server itself shows better: %s',
    (id) => {
      expect(fails(outside(id, 'drift'), seen({ banner: axigen }))).toBe(false);
      expect(fails(outside(id, 'risk'), seen({ banner: axigen }))).toBe(false);
    },
  );
});
