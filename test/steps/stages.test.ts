import { describe, expect, test } from 'vitest';
import { stepIds } from '../../src/model/step-id.js';
import { stages, steps } from '../../steps/index.js';

describe('the steps', () => {
  test('are all there, in the order of the article', () => {
    expect(steps.map(({ id }) => id)).toEqual(stepIds);
  });

  test('say what they are, in words for the screen', () => {
    for (const { id, title, says, skipMeans, passage } of steps) {
      expect(title, id).toMatch(/^[A-Z]\S/);
      expect(title, id).not.toMatch(/[\n@]/);
      expect(says.length, id).toBeGreaterThan(40);
      expect(skipMeans.length, id).toBeGreaterThan(20);
      expect(passage.article, id).toBe('AXIGEN + NOD32');
    }
  });
});

describe('the stages', () => {
  test('go in the order of the article, what closes a hole first in the handover and again at its place', () => {
    expect(stages.map((stage) => stage.steps.map(({ id }) => id))).toEqual([
      ['detect-host'],
      ['place-license'],
      ['install-scanner'],
      ['start-scanner'],
      [
        'close-open-relay',
        'limit-esmtp-extensions',
        'move-axigen-listener',
        'configure-scanner',
        'restart-scanner',
      ],
      ['telnet-verify'],
      ['send-test-mail'],
      ['set-behaviour'],
      ['limit-esmtp-extensions'],
      ['limit-connections'],
      ['set-scan-threads'],
      ['close-open-relay'],
      ['review-ip-rules'],
      ['review-unscanned-paths'],
    ]);
    expect(stages.map(({ handover }) => handover).indexOf(true)).toBe(4);
    expect(stages.filter(({ handover }) => handover)).toHaveLength(1);
  });

  test('what is brought forward says why, and nothing else does', () => {
    const reasons = steps.filter(({ broughtForward }) => broughtForward !== undefined);
    expect(reasons.map(({ id }) => id)).toEqual(['limit-esmtp-extensions', 'close-open-relay']);
    expect(reasons[0]?.broughtForward).toContain('STARTTLS');
    expect(reasons[1]?.broughtForward).toContain('127.0.0.1');
  });

  test('the handover is never made without closing the relay', () => {
    expect(steps.filter((step) => step.neverWithoutBeforeHandover).map(({ id }) => id)).toEqual([
      'close-open-relay',
    ]);
  });

  test('a stage rests only on steps of stages before it', () => {
    stages.forEach((stage, index) => {
      const before = stages.slice(0, index).flatMap((one) => one.steps);
      for (const step of stage.restsOn) expect(before).toContain(step);
    });
  });
});
