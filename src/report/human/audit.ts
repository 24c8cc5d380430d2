import { stepsOf } from '../../../steps/index.js';
import type { AuditedFinding } from '../../engine/audit/apply-waivers.js';
import type { AuditReport } from '../../engine/audit/audit-report.js';
import { ExitCode } from '../../errors.js';
import { isSettled } from '../../model/finding.js';
import { escapeControl } from '../../text/escape.js';
import { wrap } from '../../text/wrap.js';
import { countWords } from './count-words.js';
import { findingLine, findingLines, waivedLine } from './findings.js';
import { markedPath } from './marked-path.js';
import type { Paint } from './paint.js';
import { sinceLines, sinceTheRunLines } from './since.js';

export interface AuditDetail {
  /** What is good in full too, and the dialogues. */
  readonly verbose: boolean;
  /** Among the reports of many: of what is settled or waived, and of how mail runs where all is well, nothing. */
  readonly openOnly?: boolean;
}

/** The whole report of an audit, or of the checks of `verify`, for a person. */
export function auditLines(
  report: AuditReport,
  paint: Paint,
  { verbose, openOnly = false }: AuditDetail,
): string[] {
  const { facts, findings, scanner } = report;
  const audited = report.kind === 'audit';
  const about = audited ? 'Audit of' : 'Checks on';
  return [
    paint.bold(`${about} ${escapeControl(report.target)}: ${escapeControl(facts.distribution.title)}`),
    paint.dim(
      `gateway-setup ${report.version}, ${report.at.toISOString().slice(0, 19).replace('T', ' ')} UTC`,
    ),
    ...vantageLines(report, paint),
    ...(openOnly && report.exitCode === ExitCode.ok
      ? []
      : ['', ...markedPath({ facts, scanner }, findings, paint)]),
    ...(verbose || !audited ? dialogueLines(report, paint) : []),
    ...stepsOf({ scanner: scanner.id }).flatMap((step) => {
      const own = findings.filter((one) => one.step === step.id && !(openOnly && isClosed(one)));
      return own.length === 0
        ? []
        : ['', paint.bold(step.title), ...own.flatMap((one) => auditedLines(one, paint, verbose))];
    }),
    ...sinceTheRunLines(report, findings, paint),
    ...noteLines(report, paint),
    '',
    ...summaryLines(report, paint),
  ];
}

/** The second place that it was looked at from, or why there is none. */
function vantageLines({ outside }: AuditReport, paint: Paint): string[] {
  if (outside === undefined) return [];
  const text =
    outside.kind === 'direct'
      ? `Seen from the server itself and from outside: from this machine, which reaches it at ${escapeControl(outside.address, 100)}.`
      : `Seen from the server itself alone, not from outside: ${escapeControl(outside.why, 300)}.`;
  return wrap(text, paint.width).map(paint.dim);
}

function isClosed(finding: AuditedFinding): boolean {
  return finding.waived !== undefined || isSettled(finding);
}

function auditedLines(finding: AuditedFinding, paint: Paint, verbose: boolean): string[] {
  if (finding.waived !== undefined) return waivedLine(finding, finding.waived, paint);
  const whole = verbose || !isSettled(finding);
  return [
    ...(whole ? findingLines(finding, paint) : findingLine(finding, paint)),
    ...finding.since.flatMap((deviation) => sinceLines(deviation, paint)),
  ];
}

function dialogueLines({ dialogues }: AuditReport, paint: Paint): string[] {
  return dialogues.flatMap(({ title, lines }) => [
    '',
    paint.bold(escapeControl(title)),
    ...lines.map((line) => `  ${escapeControl(line)}`),
  ]);
}

function noteLines({ waivers }: AuditReport, paint: Paint): string[] {
  if (waivers.notes.length === 0) return [];
  return [
    '',
    paint.bold('Waivers'),
    ...waivers.notes.flatMap((note) => wrap(escapeControl(note), paint.width, '  * ', '    ')),
  ];
}

/** The counts, and what they come to. */
export function summaryLines(report: AuditReport, paint: Paint): string[] {
  return [
    `${report.findings.length} checks: ${countWords(report.summary)}.`,
    ...wrap(verdict(report), paint.width, '', '  ').map(paint.bold),
  ];
}

function verdict({ kind, exitCode, findings }: AuditReport): string {
  if (exitCode === ExitCode.ok) {
    // The checks of verify say little while the scanner does not have port 25; an audit would find that it has not.
    return kind === 'verify' && findings.some((finding) => finding.verdict === 'not-applicable')
      ? 'What could be checked is as it should be; what was not checked, and why, stands above.'
      : 'Everything is as it should be.';
  }
  if (exitCode === ExitCode.findings)
    return 'Not everything is as it should be. gateway-setup explain ID tells more of a finding; gateway-setup shows and makes the changes that put it right.';
  return 'Not everything could be looked at, so nobody can say that all is well.';
}
