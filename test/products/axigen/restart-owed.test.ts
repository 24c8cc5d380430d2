import { describe, expect, test } from 'vitest';
import { present } from '../../../src/host/fact.js';
import type { AxigenGeneration } from '../../../src/model/answers.js';
import { axigenReadings } from '../../../src/products/axigen/restart-owed.js';
import { fresh, look, paths, psSince, serverTime, withFiles } from '../../support/server.js';

const config = 'Server {\n  smtpIncoming = {\n    listeners = (\n    )\n  }\n}\n';

function readings(
  files: Readonly<Record<string, string>>,
  changed: number,
  generation: AxigenGeneration = '1.2',
) {
  const dated = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      { bytes: Buffer.from(text), size: text.length, modified: serverTime - changed },
    ]),
  );
  const server = { ...withFiles(fresh, dated), ps: psSince(['axigen', 600]) };
  const { facts } = look(server);
  const told = present({ value: generation, because: 'told' });
  return axigenReadings({ ...facts, axigen: { ...facts.axigen, generation: told } });
}

describe('whether AXIGEN runs with its files as they are', () => {
  test.each([
    ['older than its start', config, 700, 'read'],
    ['newer, without a comment: Save Config may have written it', config, 500, 'perhaps'],
    ['newer, with a comment', `# mine\n${config}`, 500, 'owed'],
    ['newer, with a block of comment', config.replace('{', '{ /* mine */'), 500, 'owed'],
    [
      'newer, with marks of comments only inside a value',
      config.replace('{', '{\n  a = "x # \\" /* y"'),
      500,
      'perhaps',
    ],
  ])('axigen.cfg %s', (_, text, changed, kind) => {
    expect(readings({ [paths.axigenConfig]: text }, changed).config.kind).toBe(kind);
  });

  test.each([
    [700, '1.2', 'read'],
    [500, '1.2', 'owed'],
    [500, '10', 'perhaps'],
  ] as const)('the policy file, changed %i s ago, generation %s: %s', (changed, generation, kind) => {
    const files = { [paths.policy]: 'event onEhlo {\n}\n' };
    expect(readings(files, changed, generation).policy?.kind).toBe(kind);
  });

  test('no policy file in use: nothing to say of it', () => {
    const none = config.replace('{', '{\n  smtpFiltersFile = none');
    expect(readings({ [paths.axigenConfig]: none }, 700)).toEqual({ config: { kind: 'read' } });
  });
});
