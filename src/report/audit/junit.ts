import type { AuditedFinding } from '../../engine/audit/apply-waivers.js';
import type { AuditReport, Summary } from '../../engine/audit/audit-report.js';
import { cut } from '../../text/cut.js';
import { escaped, unsafe } from '../../text/unsafe.js';
import { busyWords, unconfirmedWords } from '../human/unconfirmed.js';
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
    ...pendingNotes(report).map((note) => `      <property name="run-note" value=${attribute(note)}/>`),
    '    </properties>',
    ...findings.flatMap(testcase),
    '  </testsuite>',
  ];
}

/** What whoever looks must know, and no finding tells. */
function pendingNotes({ history, target }: AuditReport): readonly string[] {
  if (history.state === 'unreadable') return [];
  const { busy, unconfirmed = [] } = history;
  return [
    ...(busy === undefined ? [] : [busyWords(busy)]),
    ...unconfirmed.flatMap((run) => unconfirmedWords(run, target) ?? []),
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
  return (
    [
      `wanted: ${wanted}`,
      `found: ${found}`,
      ...(where === undefined ? [] : [`where: ${where}`]),
      `why: ${why}`,
      ...(remedy === undefined ? [] : [`to do: ${remedy}`]),
      `article: ${passage.article}, ${passage.section}`,
      ...since.map((deviation) => `since: ${deviationText(deviation)}`),
    ]
      // Each by itself: one that a server made long leaves the others in place.
      .map((line) => cut(line, 2000))
      .join('\n')
  );
}

/** Characters of a line, and lines of a text: a server may say a megabyte. */
const longest = 2000;
const most = 100;

export function attribute(text: string): string {
  return `"${marked(cut(text, longest)).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`;
}

export function content(text: string): string {
  const lines = text.split('\n', most + 1);
  const shown = lines.slice(0, most).map((line) => marked(cut(line, longest)));
  return [...shown, ...(lines.length > most ? ['…'] : [])].join('\n');
}

/** What XML 1.0 has no place for, not even as a reference, is shown as an escape, as is all that a terminal would obey. */
function marked(text: string): string {
  return text
    .replace(unsafe, (character) => (/[\n\t]/.test(character) ? character : escaped(character)))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
