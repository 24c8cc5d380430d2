import type { FleetOutcome } from '../../engine/fleet/outcome.js';
import { auditDocument } from '../audit/json.js';
import { reportJsonText } from '../json-text.js';
import type { FleetForm, FleetPart } from './form.js';
import { rowOf, totalOf } from './row.js';

/** Grows when something that a reader may rely on changes its meaning or goes away (templates/schemas/fleet-1.schema.json). */
export const fleetSchemaVersion = 1;

/** One object: of each server what `audit` prints of it alone, or why nobody could look, in the order in which they were named. */
export const fleetJson: FleetForm = {
  part: (outcome) => ({ row: rowOf(outcome), text: reportJsonText(documentOf(outcome)) }),
  whole: (parts, { at, version }) => {
    const { exitCode, ...summary } = totalOf(parts.map(({ row }) => row));
    const head = reportJsonText({
      schemaVersion: fleetSchemaVersion,
      kind: 'fleet',
      product: { name: 'gateway-setup', version },
      at: at.toISOString(),
      exitCode,
      summary,
    });
    return `${head.replace(/\n\}$/, '')},\n  "reports": [\n${parts.map(indented).join(',\n')}\n  ]\n}\n`;
  },
};

function documentOf(outcome: FleetOutcome): object {
  if ('report' in outcome) return auditDocument(outcome.report);
  const { message, why, next, exitCode } = outcome.trouble;
  return {
    target: { name: outcome.server },
    exitCode,
    error: {
      message,
      ...(why === undefined ? {} : { why }),
      ...(next === undefined ? {} : { next }),
    },
  };
}

/** Newlines of JSON text are never inside of its strings. */
function indented({ text }: FleetPart): string {
  return `    ${text.replaceAll('\n', '\n    ')}`;
}
