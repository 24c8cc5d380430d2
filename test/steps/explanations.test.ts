import { describe, expect, test } from 'vitest';
import { noEvidence } from '../../src/model/probe.js';
import { scannerIds } from '../../src/model/scanner-id.js';
import { isStepId, stepIds } from '../../src/model/step-id.js';
import { explanationsByStep } from '../../steps/explanations/index.js';
import { stepsOf } from '../../steps/index.js';
import { readRepositoryFile, repositoryFiles } from '../package/repository.js';
import * as imss from '../support/imss-server.js';
import * as outside from '../support/outside.js';
import * as nod32 from '../support/server.js';

const entries = Object.entries(explanationsByStep).flatMap(([step, explanations]) =>
  Object.entries(explanations).map(([id, explanation]) => ({ step, id, explanation })),
);

/** What the steps consist of, without what explains them. */
const sources = repositoryFiles()
  .filter((path) => /^steps\/.+\.ts$/.test(path) && !path.startsWith('steps/explanations/'))
  .map(readRepositoryFile)
  .join('\n');

test('every step has findings, and no id is explained twice', () => {
  for (const id of stepIds) expect([id, Object.keys(explanationsByStep[id]).length > 0]).toEqual([id, true]);
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
});

test.each(entries)('$id is a finding that some step gives', ({ id }) => {
  const shared = `\`\${scanner.findings}${/-.+/.exec(id)?.[0]}\``;
  expect(sources.includes(`'${id}'`) || sources.includes(shared)).toBe(true);
});

test.each(entries)('$id is explained to somebody who sees it for the first time', ({ id, explanation }) => {
  const { title, passages, ...prose } = explanation;
  expect(id).toMatch(/^[A-Z0-9]+(-[A-Z0-9]+)+$/);
  expect(title).toMatch(/^\S.{5,}[^.\s]$/);
  expect(passages.length).toBeGreaterThan(0);
  for (const text of Object.values(prose)) expect(text).toMatch(/^\S[^\n]{15,}\.$/);
});

describe.each(scannerIds)('a finding of %s is explained under the step that gives it', (scanner) => {
  const { answers, fresh, withScanner, scannerStarted, handedOver } = { nod32, imss }[scanner];
  const steps = stepsOf({ scanner });

  test.each([
    ['fresh', fresh],
    ['with the scanner installed', withScanner],
    ['with the scanner started', scannerStarted],
    ['with the ports handed over', handedOver],
  ])('%s', (_what, server) => {
    const { facts } = nod32.look(server, answers);
    const findings = [noEvidence, outside.none, outside.evidence({})].flatMap((evidence) =>
      steps.flatMap((step) => step.assess({ facts, answers, evidence })),
    );
    expect(findings.length).toBeGreaterThan(steps.length);
    for (const { step, id } of findings) {
      expect(isStepId(step)).toBe(true);
      expect([step, Object.keys(explanationsByStep[step])]).toEqual([step, expect.arrayContaining([id])]);
    }
  });
});
