import type { AuditedFinding } from '../../engine/audit/apply-waivers.js';
import type { AuditReport, History } from '../../engine/audit/audit-report.js';
import type { Deviation } from '../../engine/audit/deviations.js';
import type { RunSummary } from '../../engine/run/journal.js';
import { escapeControl } from '../../text/escape.js';
import { onHost } from '../../text/on-host.js';
import { labelled, wrap } from '../../text/wrap.js';
import { deviationText } from '../audit/deviation-text.js';
import { shortDiff } from '../audit/short-diff.js';
import { damagedRunLines } from './damaged.js';
import type { Paint } from './paint.js';
import { busyWords, notAsBeforeWords, unconfirmedWords } from './unconfirmed.js';

/** What has undone a setting since a run made it, below its finding. */
export function sinceLines(deviation: Deviation, paint: Paint, indent = '      '): string[] {
  return [
    ...labelled('since', escapeControl(deviationText(deviation)), paint.width, indent),
    ...diffLines(deviation, paint, `${indent}          `),
  ];
}

function diffLines({ left, now }: Deviation, paint: Paint, indent: string): string[] {
  if (left === undefined || now === undefined) return [];
  return shortDiff(left, now).map((line) => {
    const safe = `${indent}${escapeControl(line, 300)}`;
    if (line.startsWith('+')) return paint.green(safe);
    return line.startsWith('-') ? paint.red(safe) : paint.dim(safe);
  });
}

/** The last run, and what differs since without being told beside a finding already. */
export function sinceTheRunLines(
  { history, target }: Pick<AuditReport, 'history' | 'target'>,
  findings: readonly AuditedFinding[],
  paint: Paint,
): string[] {
  if (history.state === 'unreadable') {
    const text = `What earlier runs did here could not be read: ${history.reason}.`;
    return ['', paint.bold('Earlier runs'), ...wrap(escapeControl(text), paint.width, '  ')];
  }
  const { busy, unconfirmed = [] } = history;
  const {
    last,
    notAsBefore = [],
    damaged = [],
    uncompared = [],
    deviations,
  } = history.state === 'read' ? history : unread;
  const told = new Set(findings.flatMap(({ since, waived }) => (waived === undefined ? since : [])));
  const others = deviations.filter((one) => !told.has(one));
  if ([last, busy, ...unconfirmed, ...notAsBefore, ...damaged, ...others].every((one) => one === undefined))
    return [];
  return [
    '',
    paint.bold('Earlier runs'),
    ...(last === undefined
      ? []
      : wrap(onHost(lastRun(last, deviations.length, uncompared), target), paint.width, '  ')),
    ...notAsBefore.flatMap((run) => wrap(notAsBeforeWords(run, target) ?? '', paint.width, '  * ', '    ')),
    ...(busy === undefined ? [] : wrap(busyWords(busy), paint.width, '  ')),
    ...unconfirmed.flatMap((run) => wrap(unconfirmedWords(run, target) ?? '', paint.width, '  * ', '    ')),
    ...damagedRunLines(damaged, target, paint),
    ...others.flatMap((one) => [
      ...wrap(escapeControl(deviationText(one)), paint.width, '  * ', '    '),
      ...diffLines(one, paint, '    '),
    ]),
  ];
}

const unread: Pick<
  Extract<History, { state: 'read' }>,
  'last' | 'notAsBefore' | 'damaged' | 'uncompared' | 'deviations'
> = {
  deviations: [],
};

function lastRun(run: RunSummary, count: number, uncompared: readonly string[]): string {
  const name = escapeControl(run.id);
  const cut =
    run.state === 'unfinished' && run.atWork === undefined && run.workedOn === undefined
      ? ' It was cut short: gateway-setup goes on where it stopped, gateway-setup rollback takes it back.'
      : '';
  if (count > 0)
    return `The last run whose changes stand is ${name}. Not all that was set is as it was left.${cut}`;
  if (uncompared.length === 0) return `All that the run ${name} and those before it have set stands.${cut}`;
  const paths = escapeControl(uncompared.join(', '));
  return `The last run whose changes stand is ${name}. Whether these are as they were left could not be told: ${paths}.${cut}`;
}
