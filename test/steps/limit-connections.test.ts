import { describe, expect, test } from 'vitest';
import type { Answers } from '../../src/model/answers.js';
import { limitConnections, moveAxigenListener } from '../support/nod32-steps.js';
import { answers, fresh, handedOver, installed, paths, situation, withFiles } from '../support/server.js';
import { changedLines, findingNamed, onlyEdit, verdicts } from '../support/steps.js';

const moved = installed.axigenConfig
  .replace('address = 0.0.0.0:25\n', 'address = 127.0.0.1:2525\n')
  .replace('maxIntervalConnections = 600', 'maxIntervalConnections = 0')
  .replace('peerMaxConnections = 20\n', 'peerMaxConnections = 200\n');
const given = (wished: Partial<Answers>, text = moved) =>
  situation(withFiles(handedOver, { [paths.axigenConfig]: text }), { answers: { ...answers, ...wished } });
const all = { maxConnections: 500, maxIntervalConnections: 1000, timeInterval: 30 };

describe('limit-connections', () => {
  test('nothing is wished: shown as it is, and nothing is changed', () => {
    const one = given({});
    expect(limitConnections.assess(one).map(({ id, verdict, found }) => [id, verdict, found])).toEqual([
      ['AXIGEN-MAX-CONNECTIONS', 'ok', '200'],
      ['AXIGEN-INTERVAL-CONNECTIONS', 'ok', '0'],
      ['AXIGEN-TIME-INTERVAL', 'ok', '60'],
    ]);
    expect(limitConnections.changes(one)).toEqual([]);
  });

  test('what is wished is set, and the limits for each peer are not touched', () => {
    const edit = onlyEdit(limitConnections.changes(given(all)));
    expect(changedLines(edit)).toEqual([
      '-                maxConnections = 200',
      '+                maxConnections = 500',
      '-                maxIntervalConnections = 0',
      '+                maxIntervalConnections = 1000',
      '-                timeInterval = 60',
      '+                timeInterval = 30',
    ]);
    expect(edit).toMatchObject({ whileStopped: true, readyPort: 2525, readers: [{ id: 'axigen' }] });
    expect(edit.summary).toMatch(/maxConnections 500, maxIntervalConnections 1000, timeInterval 30$/);
    expect(verdicts(limitConnections, given(all))).toEqual({
      'AXIGEN-MAX-CONNECTIONS': 'drift',
      'AXIGEN-INTERVAL-CONNECTIONS': 'drift',
      'AXIGEN-TIME-INTERVAL': 'drift',
    });
  });

  test('more than the limit for each peer lets through is said to be less', () => {
    const found = (wanted: number) =>
      findingNamed(
        limitConnections,
        given(
          { maxConnections: wanted },
          moved.replace(' maxConnections = 200', ` maxConnections = ${wanted}`),
        ),
        'AXIGEN-MAX-CONNECTIONS',
      );
    expect(found(500)).toMatchObject({
      verdict: 'ok',
      found: expect.stringMatching(/^500, of which peerMaxConnections lets 200 through/),
    });
    expect(found(150)).toMatchObject({ verdict: 'ok', found: '150' });
  });

  test('only what differs is set', () => {
    expect(limitConnections.changes(given({ maxConnections: 200, timeInterval: 60 }))).toEqual([]);
    expect(
      changedLines(onlyEdit(limitConnections.changes(given({ ...all, timeInterval: 60 })))),
    ).toHaveLength(4);
  });

  test.each([
    ['maxConnections = 200', 'maxConnections = 0', 'AXIGEN-MAX-CONNECTIONS'],
    ['maxConnections = 200', 'maxConnections = 2049', 'AXIGEN-MAX-CONNECTIONS'],
    ['timeInterval = 60', 'timeInterval = 29', 'AXIGEN-TIME-INTERVAL'],
    ['timeInterval = 60', 'timeInterval = soon', 'AXIGEN-TIME-INTERVAL'],
    ['maxIntervalConnections = 0', 'maxIntervalConnections = 100001', 'AXIGEN-INTERVAL-CONNECTIONS'],
  ])('%s made %s is outside of AXIGEN\u2019s range: a risk', (good, bad, id) => {
    const finding = findingNamed(limitConnections, given({}, moved.replace(good, bad)), id);
    expect(finding.verdict).toBe('risk');
    expect(finding.found).toBe(bad.split(' = ')[1]);
  });

  test('before the listener is moved there is nothing to limit', () => {
    const one = situation(fresh, { answers: { ...answers, ...all } });
    expect(Object.values(verdicts(limitConnections, one))).toEqual(Array(3).fill('not-applicable'));
    expect(limitConnections.changes(one)).toEqual([]);
  });

  test('a file that cannot be read', () => {
    const one = situation(withFiles(handedOver, { [paths.axigenConfig]: { unreadable: 'no' } }));
    expect(verdicts(limitConnections, one)).toEqual({ 'AXIGEN-MAX-CONNECTIONS': 'unknown' });
    expect(limitConnections.changes(one)).toEqual([]);
  });
});

describe('the rate that the move sets and the rate that Tweaking 2 sets are one', () => {
  const rate = (wished: Partial<Answers>, value: string) =>
    findingNamed(
      moveAxigenListener,
      given(wished, moved.replace('maxIntervalConnections = 0', `maxIntervalConnections = ${value}`)),
      'AXIGEN-LISTENER-RATE',
    );

  test('the move sets what was wished at once', () => {
    const one = situation(fresh, { answers: { ...answers, maxIntervalConnections: 1000 } });
    const lines = changedLines(onlyEdit(moveAxigenListener.changes(one)));
    expect(lines).toContain('+                maxIntervalConnections = 1000');
  });

  test.each([
    ['the wish is met', { maxIntervalConnections: 1000 }, '1000', 'ok', /^1000$/],
    ['the wish is not met', { maxIntervalConnections: 1000 }, '0', 'drift', /^0$/],
    ['unlimited, as the article has it', {}, '0', 'ok', /^0$/],
    ['a limit that somebody chose before', {}, '1000', 'ok', /^1000, a limit that somebody chose/],
    ['the default, which nobody chose', {}, '600', 'drift', /^600$/],
    ['outside of the range', {}, '100001', 'drift', /^100001$/],
  ] as const)('%s', (_name, wished, value, verdict, found) => {
    expect(rate(wished, value).verdict).toBe(verdict);
    expect(rate(wished, value).found).toMatch(found);
  });
});
