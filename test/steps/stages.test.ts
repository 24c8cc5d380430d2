import { describe, expect, test } from 'vitest';
import { type ScannerId, scannerIds } from '../../src/model/scanner-id.js';
import { stepIds } from '../../src/model/step-id.js';
import { scanners } from '../../src/products/scanners.js';
import { stagesOf, stepNamed, stepsOf } from '../../steps/index.js';

describe.each(scannerIds)('the steps of %s', (scanner) => {
  const steps = stepsOf({ scanner });

  test('go in the order of the article, each once', () => {
    const ids = new Set(steps.map(({ id }) => id));
    expect(steps.map(({ id }) => id)).toEqual(stepIds.filter((id) => ids.has(id)));
  });

  test('say what they are, in words for the screen', () => {
    for (const { id, title, says, skipMeans, passage } of steps) {
      expect(title, id).toMatch(/^[A-Z]\S/);
      expect(title, id).not.toMatch(/[\n@]/);
      expect(says.length, id).toBeGreaterThan(40);
      expect(skipMeans.length, id).toBeGreaterThan(20);
      expect(passage.article, id).toBe(scanners[scanner].article);
      expect(passage.section, id).toMatch(/^\S/);
    }
  });

  test('speak of no other scanner', () => {
    const others = scannerIds.filter((one) => one !== scanner).map((one) => scanners[one]);
    for (const { title, says, skipMeans, broughtForward = '' } of steps) {
      for (const { title: name, configName } of others) {
        expect([title, says, skipMeans, broughtForward].join(' ')).not.toMatch(
          new RegExp(`${name}|${configName}`, 'i'),
        );
      }
    }
  });

  test('the handover is never made without closing the relay', () => {
    expect(steps.filter((step) => step.neverWithoutBeforeHandover).map(({ id }) => id)).toEqual([
      'close-open-relay',
    ]);
  });
});

describe('a step', () => {
  test.each(stepIds)('%s belongs to a scanner, and is called the same for each that has it', (id) => {
    const titles = new Set(stepNamed(id).map(({ title }) => title));
    expect(titles.size).toBe(1);
  });

  test('is of one scanner only where only its article has it', () => {
    const own = (id: ScannerId) =>
      stepsOf({ scanner: id })
        .map((step) => step.id)
        .filter((step) => stepNamed(step).length === 1);
    expect(own('nod32')).toEqual(['place-license', 'set-behaviour', 'set-scan-threads']);
    expect(own('imss')).toEqual(['set-notifications', 'offer-auth']);
  });
});

const orders: Readonly<Record<ScannerId, readonly (readonly string[])[]>> = {
  nod32: [
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
  ],
  imss: [
    ['detect-host'],
    ['install-scanner'],
    ['start-scanner'],
    ['close-open-relay', 'move-axigen-listener', 'configure-scanner', 'restart-scanner'],
    ['telnet-verify'],
    ['send-test-mail'],
    ['set-notifications'],
    ['limit-esmtp-extensions'],
    ['offer-auth'],
    ['limit-connections'],
    ['close-open-relay'],
    ['review-ip-rules'],
    ['review-unscanned-paths'],
  ],
};

/** What closes a hole that the handover would open; IMSS filters the extensions itself (article, Caveats 1 and 6). */
const forward: Readonly<Record<ScannerId, Readonly<Record<string, RegExp>>>> = {
  nod32: { 'limit-esmtp-extensions': /STARTTLS/, 'close-open-relay': /127\.0\.0\.1/ },
  imss: { 'close-open-relay': /127\.0\.0\.1/ },
};

describe.each(scannerIds)('the stages of %s', (scanner) => {
  const stages = stagesOf({ scanner });
  const steps = stepsOf({ scanner });

  test('go in the order of the article, what closes a hole first in the handover and again at its place', () => {
    expect(stages.map((stage) => stage.steps.map(({ id }) => id))).toEqual(orders[scanner]);
    expect(stages.map(({ handover }) => handover)).toEqual(
      orders[scanner].map((ids) => ids.includes('move-axigen-listener')),
    );
    expect(stages.filter(({ handover }) => handover)).toHaveLength(1);
  });

  test('leave no step out', () => {
    expect(new Set(stages.flatMap((stage) => stage.steps))).toEqual(new Set(steps));
  });

  test('what is brought forward says why, and nothing else does', () => {
    const reasons = steps.filter(({ broughtForward }) => broughtForward !== undefined);
    expect(reasons.map(({ id }) => id)).toEqual(Object.keys(forward[scanner]));
    for (const { id, broughtForward } of reasons)
      expect(broughtForward).toMatch(forward[scanner][id] ?? /^$/);
  });

  test('a stage rests only on steps of stages before it', () => {
    stages.forEach((stage, index) => {
      const before = stages.slice(0, index).flatMap((one) => one.steps);
      for (const step of stage.restsOn) expect(before).toContain(step);
    });
    expect(stages.flatMap(({ restsOn }) => restsOn).length).toBeGreaterThan(4);
  });
});
