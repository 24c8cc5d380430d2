import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { AuditReport, History } from '../../../src/engine/audit/audit-report.js';
import { summarize } from '../../../src/engine/run/journal.js';
import { templatePath } from '../../../src/package-root.js';
import { auditJson, auditSchemaVersion } from '../../../src/report/audit/json.js';
import { hostFacts } from '../../wizard/fixture.js';
import { audited, auditReport, edited, hostileReport } from './fixture.js';

const schema = JSON.parse(
  readFileSync(templatePath('schemas', `audit-${auditSchemaVersion}.schema.json`), 'utf8'),
) as object;
const validate = new Ajv2020({
  allErrors: true,
  strict: true,
  strictTypes: false,
  strictRequired: false,
}).compile(schema);

function problemsOf(text: string): unknown {
  return validate(JSON.parse(text)) ? [] : validate.errors;
}

const damagedRun = {
  ...summarize('2026-11-21T220501Z-nod32', [], { sequence: 1 }),
  damage: { what: ['/x is gone'], next: 'look', rollback: 'by-steps' },
} as const;

const waiting: History = {
  state: 'not-read',
  busy: { ...summarize('2-nod32', [], { sequence: 2 }), atWork: 'armed', firesIn: 8 },
  unconfirmed: [{ ...summarize('1-nod32', [], { sequence: 1 }), unwatched: true }],
};

const workedOn = {
  ...summarize('2-nod32', [], { sequence: 2 }),
  workedOn: { who: 'root on laptop', since: '2006-07-04T10:00:00.500Z', silent: 31, keeper: '7' },
};

const variants: readonly (readonly [string, AuditReport])[] = [
  ['an audit', auditReport()],
  ['hostile text', hostileReport],
  ['nothing found', auditReport({ findings: [], dialogues: [] })],
  ['checks alone', auditReport({ kind: 'verify', history: { state: 'not-read' } })],
  ['checks alone, while all of it may be taken back', auditReport({ kind: 'verify', history: waiting })],
  [
    'a run that somebody works on',
    auditReport({ history: { state: 'read', busy: workedOn, deviations: [] } }),
  ],
  ['journals that cannot be read', auditReport({ history: { state: 'unreadable', reason: 'denied' } })],
  ['seen from outside', auditReport({ outside: { kind: 'direct', address: '198.51.100.1' } })],
  ['not seen from outside', auditReport({ outside: { kind: 'none', why: 'a jump host' } })],
  ['a finding from outside', auditReport({ findings: [audited({ vantage: 'outside' })] })],
  ['no run yet', auditReport({ history: { state: 'read', deviations: [] } })],
  ['damaged evidence', auditReport({ history: { state: 'read', damaged: [damagedRun], deviations: [] } })],
  [
    'an undo that did not end well',
    auditReport({ history: { state: 'read', notAsBefore: [damagedRun], deviations: [] } }),
  ],
  ['no waivers', auditReport({ waivers: { state: 'absent', standings: [], notes: [] } })],
  ['a server without a name', auditReport({ facts: hostFacts({ hostname: { state: 'absent' } }) })],
];

test.each(variants)('%s fits the published schema', (_name, report) => {
  expect(problemsOf(auditJson(report))).toEqual([]);
});

test('a handover that nobody confirmed is told by the checks alone, too', () => {
  expect(
    JSON.parse(auditJson(auditReport({ kind: 'verify', history: waiting }))).changesSinceLastRun,
  ).toEqual({
    state: 'not-read',
    busy: '2-nod32',
    unconfirmed: [{ run: '1-nod32', outcome: 'unwatched' }],
  });
});

test('an undo that did not end well is told', () => {
  const report = auditReport({ history: { state: 'read', notAsBefore: [damagedRun], deviations: [] } });
  expect(JSON.parse(auditJson(report)).changesSinceLastRun).toMatchObject({
    undoUnfinished: [damagedRun.id],
  });
});

test('who works on a run is told', () => {
  const report = auditReport({ history: { state: 'read', busy: workedOn, deviations: [] } });
  expect(JSON.parse(auditJson(report)).changesSinceLastRun).toMatchObject({
    busy: '2-nod32',
    workedOn: { by: 'root on laptop', since: '2006-07-04T10:00:00.500Z', silentSeconds: 31 },
  });
});

describe('the schema', () => {
  const broken = (change: (document: Record<string, unknown>) => void) => {
    const document = JSON.parse(auditJson(auditReport())) as Record<string, unknown>;
    change(document);
    return problemsOf(JSON.stringify(document));
  };

  test.each<readonly [string, (document: Record<string, unknown>) => void]>([
    ['another version', (document) => Object.assign(document, { schemaVersion: 2 })],
    [
      'a verdict that there is not',
      (document) => Object.assign(document, { findings: [{ verdict: 'fine' }] }),
    ],
    ['a time that is none', (document) => Object.assign(document, { at: 'now' })],
    ['no summary', (document) => delete document.summary],
    [
      'a change without its run',
      (document) =>
        Object.assign(document, { changesSinceLastRun: { state: 'read', changes: [{ kind: 'gone' }] } }),
    ],
  ])('refuses %s', (_name, change) => {
    expect(broken(change)).not.toEqual([]);
  });

  test('names its version in its id and in its file', () => {
    expect(schema).toMatchObject({ $id: `urn:gateway-setup:schema:audit:${auditSchemaVersion}` });
  });
});

describe('from where it was seen', () => {
  const parsed = (report: AuditReport) => JSON.parse(auditJson(report)) as Record<string, unknown>;

  test.each<readonly [string, AuditReport['outside'], unknown]>([
    ['the server itself alone', undefined, undefined],
    ['from outside', { kind: 'direct', address: '198.51.100.1' }, { looked: true, address: '198.51.100.1' }],
    ['not from outside', { kind: 'none', why: 'a jump host' }, { looked: false, why: 'a jump host' }],
  ])('%s', (_name, outside, told) => {
    expect(parsed(auditReport(outside === undefined ? {} : { outside })).outside).toEqual(told);
  });

  test('of each finding, where it was from outside', () => {
    const findings = [audited(), audited({ vantage: 'outside' })];
    expect(parsed(auditReport({ findings })).findings).toEqual([
      expect.not.objectContaining({ vantage: expect.anything() }),
      expect.objectContaining({ vantage: 'outside' }),
    ]);
  });
});

describe('the text', () => {
  test('is one object, of printable characters and newlines', () => {
    const text = auditJson(hostileReport);
    expect(text).toMatch(/^\{\n[\s\S]*\n\}\n$/);
    expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
  });

  test('has what the report has', () => {
    const document: unknown = JSON.parse(auditJson(auditReport()));
    expect(document).toMatchObject({
      schemaVersion: 1,
      kind: 'audit',
      product: { name: 'gateway-setup', version: '0.1.0' },
      at: '2026-11-22T01:02:03.000Z',
      target: { name: 'this server', hostname: 'mail.example.com', distribution: { id: 'fedora-core-5' } },
      exitCode: 2,
      summary: { total: 6, ok: 1, drift: 1, risk: 1, unknown: 1, notApplicable: 1, waived: 1 },
      changesSinceLastRun: { state: 'read', changes: [{ kind: 'edited' }] },
    });
    expect(document).toHaveProperty(['findings', '5', 'waived'], {
      reason: 'a test server',
      expires: '2026-12-31',
    });
    expect(document).toHaveProperty(
      ['findings', '1', 'since', '0', 'diff'],
      ['-listen_addr = "0.0.0.0"', '-listen_port = 25', '+listen_addr = "localhost"', '+listen_port = 2526'],
    );
  });

  test('has no password, though somebody has written one into a file', () => {
    const secret = {
      ...edited,
      now: Buffer.from('[update]\nav_update_password = "s3cret"\n;Password="s3cret"\n'),
    };
    const text = auditJson(auditReport({ history: { state: 'read', deviations: [secret] } }));
    expect(text).toContain('+av_update_password = <hidden>');
    expect(text).not.toContain('s3cret');
  });
});
