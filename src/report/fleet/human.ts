import type { Summary } from '../../engine/audit/audit-report.js';
import type { FleetOutcome } from '../../engine/fleet/outcome.js';
import { ExitCode, UserError } from '../../errors.js';
import { escapeControl } from '../../text/escape.js';
import { wrap } from '../../text/wrap.js';
import { auditLines } from '../human/audit.js';
import { detailLines } from '../human/details.js';
import { userErrorLines } from '../human/error.js';
import type { Paint } from '../human/paint.js';
import type { FleetForm, FleetLook } from './form.js';
import { type FleetRow, type FleetTotal, rowOf, rowText, totalOf } from './row.js';

export interface FleetDetail {
  /** Each report whole; else only what is open. */
  readonly verbose: boolean;
}

/** A table of all first, then what there is to say of each. */
export function fleetHuman(paint: Paint, { verbose }: FleetDetail): FleetForm {
  return {
    part: (outcome) => ({ row: rowOf(outcome), text: joined(serverLines(outcome, paint, verbose)) }),
    whole: (parts, look) => {
      const rows = parts.map(({ row }) => row);
      return [
        joined(tableLines(rows, look, paint)),
        ...parts.map(({ text }) => text),
        joined(['', paint.dim(ruleOf(paint)), ...totalLines(totalOf(rows), paint)]),
      ].join('');
    },
  };
}

function joined(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

function ruleOf(paint: Paint): string {
  return paint.signs.rule.repeat(paint.width);
}

function serverLines(outcome: FleetOutcome, paint: Paint, verbose: boolean): readonly string[] {
  const before = ['', paint.dim(ruleOf(paint))];
  if ('report' in outcome) {
    return [
      ...before,
      ...auditLines(outcome.report, paint, { verbose, openOnly: !verbose }),
      ...detailLines(outcome.details, paint),
    ];
  }
  const { message, ...details } = outcome.trouble;
  return [
    ...before,
    paint.bold(`No audit of ${escapeControl(outcome.server, 200)}`),
    ...userErrorLines(new UserError(message, details), paint),
  ];
}

/** Columns; a longer name has a line that is longer. */
const widestName = 40;

function tableLines(rows: readonly FleetRow[], { at, version }: FleetLook, paint: Paint): readonly string[] {
  const names = rows.map(({ server }) => escapeControl(server, 200));
  const column = Math.min(Math.max(0, ...names.map((name) => name.length)), widestName);
  return [
    paint.bold(`Audit of ${rows.length} ${rows.length === 1 ? 'server' : 'servers'}`),
    paint.dim(`gateway-setup ${version}, ${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`),
    '',
    ...rows.flatMap((row, index) => rowLines(row, (names[index] ?? '').padEnd(column), paint)),
  ];
}

function rowLines(row: FleetRow, name: string, paint: Paint): string[] {
  const room = ' '.repeat(name.length + 6);
  const [first = '', ...rest] = wrap(rowText(row), paint.width, room);
  return [`  ${rowSign(row, paint)} ${name}  ${first.trimStart()}`.trimEnd(), ...rest];
}

function rowSign({ exitCode, summary }: FleetRow, paint: Paint): string {
  if (exitCode === ExitCode.ok) return paint.green(paint.signs.ok);
  if (exitCode === ExitCode.findings) return findingsSign(summary, paint);
  return exitCode === ExitCode.couldNotLook ? paint.yellow(paint.signs.unknown) : paint.red(paint.signs.risk);
}

function findingsSign(summary: Summary | undefined, paint: Paint): string {
  return (summary?.risk ?? 0) > 0 ? paint.red(paint.signs.risk) : paint.yellow(paint.signs.drift);
}

function totalLines(total: FleetTotal, paint: Paint): readonly string[] {
  const counts = (
    [
      [total.ok, 'as it should be'],
      [total.findings, 'with something that differs or is a risk'],
      [total.couldNotLook, 'that could not be looked at, or not at all of it'],
      [total.failed, 'where something failed'],
    ] as const
  ).flatMap(([count, words]) => (count === 0 ? [] : [`${count} ${words}`]));
  const servers = `${total.servers} ${total.servers === 1 ? 'server' : 'servers'}`;
  return wrap(`${servers}: ${counts.join(', ')}.`, paint.width, '', '  ').map(paint.bold);
}
