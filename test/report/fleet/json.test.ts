import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { FleetOutcome } from '../../../src/engine/fleet/outcome.js';
import { templatePath } from '../../../src/package-root.js';
import { auditJson, auditSchemaVersion } from '../../../src/report/audit/json.js';
import { fleetJson, fleetSchemaVersion } from '../../../src/report/fleet/json.js';
import { broken, hostileOutcomes, ill, reportOf, unreachable, well } from './fixture.js';

const schema = (name: string) =>
  JSON.parse(readFileSync(templatePath('schemas', `${name}.schema.json`), 'utf8')) as object;
const validate = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false })
  .addSchema(schema(`audit-${auditSchemaVersion}`))
  .compile(schema(`fleet-${fleetSchemaVersion}`));

interface Fleet {
  readonly exitCode: number;
  readonly summary: Readonly<Record<string, number>>;
  readonly reports: readonly Record<string, unknown>[];
}

function parsed(outcomes: readonly FleetOutcome[]): Fleet {
  return JSON.parse(reportOf(fleetJson, outcomes)) as Fleet;
}

function problemsOf(document: unknown): unknown {
  return validate(document) ? [] : validate.errors;
}

test.each<readonly [string, readonly FleetOutcome[]]>([
  ['all kinds', [well, ill, unreachable, broken]],
  ['a single server', [well]],
  ['nobody could look', [unreachable]],
  ['hostile text', hostileOutcomes],
])('%s fits the published schema', (_name, outcomes) => {
  expect(problemsOf(parsed(outcomes))).toEqual([]);
});

test.each<readonly [string, (document: Fleet) => object]>([
  ['another version', (document) => ({ ...document, schemaVersion: 2 })],
  ['a report that is none', (document) => ({ ...document, reports: [{ target: { name: 'a' } }] })],
  ['an exit code that there is not', (document) => ({ ...document, exitCode: 4 })],
  ['no summary', ({ summary: _summary, ...rest }) => rest],
])('the schema refuses %s', (_name, change) => {
  expect(problemsOf(change(parsed([well, unreachable])))).not.toEqual([]);
});

describe('the reports', () => {
  test('are those of each server alone, in their order, or why there is none', () => {
    if (!('report' in ill)) throw new Error('there is a report');
    const { reports } = parsed([unreachable, ill]);
    expect(reports).toEqual([
      {
        target: { name: 'gone' },
        exitCode: 3,
        error: {
          message: 'gone cannot be reached: no route.\nIt was tried once.',
          why: 'It is off.',
          next: 'Switch it on.',
        },
      },
      JSON.parse(auditJson(ill.report)),
    ]);
  });

  test.each<readonly [readonly FleetOutcome[], number, object]>([
    [[well], 0, { servers: 1, ok: 1, findings: 0, couldNotLook: 0, failed: 0 }],
    [[well, ill], 2, { servers: 2, ok: 1, findings: 1, couldNotLook: 0, failed: 0 }],
    [[unreachable, ill, well], 3, { servers: 3, ok: 1, findings: 1, couldNotLook: 1, failed: 0 }],
    [[unreachable, broken, ill], 1, { servers: 3, ok: 0, findings: 1, couldNotLook: 1, failed: 1 }],
  ])('are counted, and the worst tells the exit code: %#', (outcomes, exitCode, summary) => {
    expect(parsed(outcomes)).toMatchObject({ exitCode, summary });
  });
});

test('the text is one object, of printable characters and newlines', () => {
  const text = reportOf(fleetJson, hostileOutcomes);
  expect(text).toMatch(/^\{\n {2}"schemaVersion": 1,\n[\s\S]*\n\}\n$/);
  expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
});
