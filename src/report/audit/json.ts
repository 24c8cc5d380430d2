import type { AuditedFinding } from '../../engine/audit/apply-waivers.js';
import type { AuditReport, History, Pending, Vantage } from '../../engine/audit/audit-report.js';
import type { Deviation } from '../../engine/audit/deviations.js';
import type { RunSummary } from '../../engine/run/journal.js';
import { holderJson } from '../holder-json.js';
import { reportJsonText } from '../json-text.js';
import { deviationText, timeOf } from './deviation-text.js';
import { shortDiff } from './short-diff.js';

/** Grows when something that a reader may rely on changes its meaning or goes away (templates/schemas/audit-1.schema.json). */
export const auditSchemaVersion = 1;

/** The report as JSON text, one object and a newline. Text from outside is escaped as JSON does it. Pure. */
export function auditJson(report: AuditReport): string {
  return `${reportJsonText(auditDocument(report))}\n`;
}

/** The report as plain data: nothing in it leads back to what was read from the server. */
export function auditDocument(report: AuditReport): object {
  const { facts, summary, waivers, outside } = report;
  return {
    schemaVersion: auditSchemaVersion,
    kind: report.kind,
    product: { name: 'gateway-setup', version: report.version },
    at: report.at.toISOString(),
    target: {
      name: report.target,
      ...(facts.hostname.state === 'present' ? { hostname: facts.hostname.value } : {}),
      distribution: { id: facts.distribution.id, title: facts.distribution.title },
    },
    ...(outside === undefined ? {} : { outside: outsideJson(outside) }),
    exitCode: report.exitCode,
    summary: {
      total: report.findings.length,
      ok: summary.ok,
      drift: summary.drift,
      risk: summary.risk,
      unknown: summary.unknown,
      notApplicable: summary['not-applicable'],
      waived: summary.waived,
    },
    findings: report.findings.map(findingJson),
    waivers: {
      file: waivers.state,
      entries: waivers.standings.map(({ id, line, reason, expires, standing }) => ({
        id,
        line,
        reason,
        ...(expires === undefined ? {} : { expires }),
        standing,
      })),
      notes: waivers.notes,
    },
    changesSinceLastRun: historyJson(report.history),
    dialogues: report.dialogues.map(({ title, lines }) => ({ title, transcript: lines })),
  };
}

function outsideJson(outside: Vantage) {
  return outside.kind === 'direct'
    ? { looked: true, address: outside.address }
    : { looked: false, why: outside.why };
}

function findingJson(finding: AuditedFinding) {
  const { id, step, verdict, aspect, vantage, wanted, found, where, why, remedy, passage, waived, since } =
    finding;
  return {
    id,
    step,
    verdict,
    ...(aspect === undefined ? {} : { aspect }),
    ...(vantage === undefined ? {} : { vantage }),
    wanted,
    found,
    ...(where === undefined ? {} : { where }),
    why,
    ...(remedy === undefined ? {} : { remedy }),
    passage: { article: passage.article, section: passage.section },
    ...(waived === undefined ? {} : { waived }),
    ...(since.length === 0 ? {} : { since: since.map(deviationJson) }),
  };
}

function historyJson(history: History) {
  if (history.state === 'unreadable') return { state: 'unreadable', reason: history.reason };
  if (history.state === 'not-read') return { state: 'not-read', ...pendingJson(history) };
  const { last, notAsBefore, damaged, uncompared, deviations } = history;
  return {
    state: 'read',
    ...(last === undefined
      ? {}
      : { lastRun: { id: last.id, startedAt: last.startedAt, state: last.state, steps: last.steps } }),
    ...pendingJson(history),
    ...(notAsBefore === undefined ? {} : { undoUnfinished: notAsBefore.map(({ id }) => id) }),
    ...(damaged === undefined
      ? {}
      : { damaged: damaged.map(({ id, damage }) => ({ run: id, what: damage?.what ?? [] })) }),
    ...(uncompared === undefined ? {} : { uncompared }),
    changes: deviations.map(deviationJson),
  };
}

function pendingJson({ busy, unconfirmed }: Pending) {
  return {
    ...(busy === undefined ? {} : { busy: busy.id }),
    ...(busy?.workedOn === undefined ? {} : { workedOn: holderJson(busy.workedOn) }),
    ...(unconfirmed === undefined ? {} : { unconfirmed: unconfirmed.map(unconfirmedJson) }),
  };
}

function unconfirmedJson({ id, fired }: RunSummary) {
  return fired === undefined
    ? { run: id, outcome: 'unwatched' }
    : { run: id, at: fired.at, outcome: fired.outcome };
}

function deviationJson(deviation: Deviation) {
  const { run, steps, kind, what, at, before, left, now } = deviation;
  const time = timeOf(at);
  return {
    run: run.id,
    kind,
    what,
    steps,
    ...(time === undefined ? {} : { at: time }),
    ...(before === undefined ? {} : { before }),
    ...(left === undefined || now === undefined ? {} : { diff: shortDiff(left, now) }),
    text: deviationText(deviation),
  };
}
