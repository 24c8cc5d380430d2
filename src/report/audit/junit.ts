import type { AuditedFinding } from '../../engine/audit/apply-waivers.js';
import type { AuditReport, Summary } from '../../engine/audit/audit-report.js';
import { deviationText } from './deviation-text.js';

/**
 * The report in the form that build servers read: one testsuite, one testcase for each finding. What differs or is
 * a risk is a failure, what could not be looked at an error, what is waived or does not apply here is skipped. Pure.
 */
export function auditJunit(report: AuditReport): string {
  const name = `gateway-setup ${report.kind}`;
  return document(name, countsOf(report.summary), auditSuite(report, name));
}

export interface JunitCounts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

/** Lines of whole testsuites as one document. Pure. */
export function document(name: string, counts: JunitCounts, suites: readonly string[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name=${attribute(name)} ${countAttributes(counts)}>`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

/** The lines of one testsuite. Pure. */
export function auditSuite(report: AuditReport, name: string): readonly string[] {
  const { findings, summary, at } = report;
  return [
    suiteStart({ name, hostname: hostOf(report), at, counts: countsOf(summary) }),
    '    <properties>',
    `      <property name="version" value=${attribute(report.version)}/>`,
    `      <property name="exit-code" value="${report.exitCode}"/>`,
    ...report.waivers.notes.map((note) => `      <property name="waiver-note" value=${attribute(note)}/>`),
    '    </properties>',
    ...findings.flatMap(testcase),
    '  </testsuite>',
  ];
}

/** @param at not there: nobody has looked */
export function suiteStart({
  name,
  hostname,
  at,
  counts,
}: {
  readonly name: string;
  readonly hostname: string;
  readonly at?: Date;
  readonly counts: JunitCounts;
}): string {
  const when = at === undefined ? '' : ` timestamp="${at.toISOString().slice(0, 19)}"`;
  return `  <testsuite name=${attribute(name)} hostname=${attribute(hostname)}${when} time="0" ${countAttributes(counts)}>`;
}

export function countsOf(summary: Summary): JunitCounts {
  return {
    tests: Object.values(summary).reduce((sum, count) => sum + count, 0),
    failures: summary.drift + summary.risk,
    errors: summary.unknown,
    skipped: summary.waived + summary['not-applicable'],
  };
}

function countAttributes({ tests, failures, errors, skipped }: JunitCounts): string {
  return `tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}"`;
}

function hostOf({ facts: { hostname }, target }: AuditReport): string {
  return hostname.state === 'present' ? hostname.value : target;
}

function testcase(finding: AuditedFinding): readonly string[] {
  const head = `    <testcase classname=${attribute(finding.step)} name=${attribute(finding.id)} time="0"`;
  const inside = outcome(finding);
  return inside === undefined ? [`${head}/>`] : [`${head}>`, `      ${inside}`, '    </testcase>'];
}

function outcome(finding: AuditedFinding): string | undefined {
  const { verdict, waived, found } = finding;
  if (waived !== undefined) {
    const until = waived.expires === undefined ? '' : ` until ${waived.expires}`;
    return `<skipped message=${attribute(`waived${until}: ${waived.reason}`)}/>`;
  }
  switch (verdict) {
    case 'ok':
      return undefined;
    case 'not-applicable':
      return `<skipped message=${attribute(found)}/>`;
    case 'drift':
    case 'risk':
      return `<failure type="${verdict}" message=${attribute(found)}>${content(details(finding))}</failure>`;
    case 'unknown':
      return `<error type="unknown" message=${attribute(found)}>${content(details(finding))}</error>`;
  }
}

function details({ wanted, found, where, why, remedy, passage, since }: AuditedFinding): string {
  return [
    `wanted: ${wanted}`,
    `found: ${found}`,
    ...(where === undefined ? [] : [`where: ${where}`]),
    `why: ${why}`,
    ...(remedy === undefined ? [] : [`to do: ${remedy}`]),
    `article: ${passage.article}, ${passage.section}`,
    ...since.map((deviation) => `since: ${deviationText(deviation)}`),
  ].join('\n');
}

export function attribute(text: string): string {
  return `"${content(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`;
}

/** What XML 1.0 has no place for, not even as a reference (control characters, lone surrogates), is shown as an escape. */
export function content(text: string): string {
  return text
    .replace(
      /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
