import { describe, expect, test } from 'vitest';
import type { DrawnStage } from '../../../src/engine/plan/draw-up.js';
import { fresh, scannerStarted } from '../../support/server.js';
import { drawn } from './plan-of.js';

const stepsOf = (stages: readonly DrawnStage[]) => stages.flatMap(({ steps }) => steps);
const changing = (stages: readonly DrawnStage[]) =>
  stepsOf(stages).flatMap(({ step, changes }) => changes.map(({ kind }) => `${step.id}: ${kind}`));
const deferred = (stages: readonly DrawnStage[]) =>
  stepsOf(stages).flatMap(({ step, deferred: why }) => (why === undefined ? [] : [step.id]));

describe('a fresh server', () => {
  const stages = drawn(fresh);

  test('what can be told is told', () => {
    expect(changing(stages)).toEqual(
      expect.arrayContaining([
        'place-license: place-file',
        'install-scanner: install-package',
        'close-open-relay: edit-file',
        'limit-esmtp-extensions: edit-file',
        'move-axigen-listener: edit-file',
        'restart-scanner: service',
      ]),
    );
  });

  test('what rests on the package is deferred, with the reason and what is wanted; nothing else is', () => {
    expect(deferred(stages)).toEqual([
      'start-scanner',
      'configure-scanner',
      'restart-scanner',
      'set-behaviour',
      'set-scan-threads',
    ]);
    const configure = stepsOf(stages).find(({ step }) => step.id === 'configure-scanner');
    expect(configure?.deferred).toMatch(
      /^nod32\.cfg and the services of the scanner are not there before it is installed/,
    );
    expect(configure?.findings.map(({ wanted }) => wanted)).toContain('listen_port = 25');
  });

  test('what is done in the handover is not planned a second time at its own place', () => {
    const all = changing(stages);
    for (const step of ['close-open-relay', 'limit-esmtp-extensions', 'move-axigen-listener'])
      expect(all.filter((one) => one === `${step}: edit-file`)).toHaveLength(1);
  });

  test('the edits of one file follow from each other', () => {
    const edits = stepsOf(stages).flatMap(({ changes }) =>
      changes.flatMap((change) => (change.kind === 'edit-file' ? [change] : [])),
    );
    const config = edits.filter(({ path }) => path.endsWith('axigen.cfg'));
    expect(config.length).toBeGreaterThan(1);
    expect(config[1]?.before).toEqual(config[0]?.after);
  });

  test('left out: shown as such, without its changes', () => {
    const without = drawn(fresh, 'place-license');
    expect(without[1]).toMatchObject({ skipped: true, steps: [] });
    expect(changing(without)).not.toContain('place-license: place-file');
  });
});

test('with the scanner installed nothing is deferred: nod32.cfg is there to be edited', () => {
  const stages = drawn(scannerStarted);
  expect(deferred(stages)).toEqual([]);
  expect(changing(stages)).toEqual(
    expect.arrayContaining(['configure-scanner: edit-file', 'set-scan-threads: edit-file']),
  );
});
