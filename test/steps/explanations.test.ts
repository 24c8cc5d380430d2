import { describe, expect, test } from 'vitest';
import { noEvidence } from '../../src/model/probe.js';
import { isStepId } from '../../src/model/step-id.js';
import { explanationsByStep } from '../../steps/explanations/index.js';
import { steps } from '../../steps/index.js';
import { readRepositoryFile, repositoryFiles } from '../package/repository.js';
import { answers, fresh, handedOver, look, scannerStarted, withScanner } from '../support/server.js';

const entries = Object.entries(explanationsByStep).flatMap(([step, explanations]) =>
  Object.entries(explanations).map(([id, explanation]) => ({ step, id, explanation })),
);

/** What the steps consist of, without what explains them. */
const sources = repositoryFiles()
  .filter((path) => /^steps\/.+\.ts$/.test(path) && !path.startsWith('steps/explanations/'))
  .map(readRepositoryFile)
  .join('\n');

test('every step has findings, and no id is explained twice', () => {
  for (const { id } of steps)
    expect([id, Object.keys(explanationsByStep[id]).length > 0]).toEqual([id, true]);
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
});

test.each(entries)('$id is a finding that some step gives', ({ id }) => {
  expect(sources).toContain(`'${id}'`);
});

test.each(entries)('$id is explained to somebody who sees it for the first time', ({ id, explanation }) => {
  const { title, passages, ...prose } = explanation;
  expect(id).toMatch(/^[A-Z0-9]+(-[A-Z0-9]+)+$/);
  expect(title).toMatch(/^\S.{5,}[^.\s]$/);
  expect(passages.length).toBeGreaterThan(0);
  for (const text of Object.values(prose)) expect(text).toMatch(/^\S[^\n]{15,}\.$/);
});

describe('a finding is explained under the step that gives it', () => {
  test.each([
    ['fresh', fresh],
    ['with the scanner installed', withScanner],
    ['with the scanner started', scannerStarted],
    ['with the ports handed over', handedOver],
  ])('%s', (_what, server) => {
    const { facts } = look(server);
    const findings = steps.flatMap((step) => step.assess({ facts, answers, evidence: noEvidence }));
    expect(findings.length).toBeGreaterThan(steps.length);
    for (const { step, id } of findings) {
      expect(isStepId(step)).toBe(true);
      expect([step, Object.keys(explanationsByStep[step])]).toEqual([step, expect.arrayContaining([id])]);
    }
  });
});
