import type { FleetOutcome } from '../../../src/engine/fleet/outcome.js';
import { ExitCode } from '../../../src/errors.js';
import type { FleetForm } from '../../../src/report/fleet/form.js';
import { audited, auditReport, hostile, hostileReport } from '../audit/fixture.js';

export const well: FleetOutcome = {
  server: 'root@well.example.com',
  report: auditReport({ target: 'root@well.example.com', findings: [audited({ verdict: 'ok' })] }),
  details: [],
};

/** One finding of each verdict, one waived. */
export const ill: FleetOutcome = {
  server: 'ill',
  report: auditReport({ target: 'root@ill' }),
  details: ['channels opened: 1 for commands'],
};

export const unreachable: FleetOutcome = {
  server: 'gone',
  trouble: {
    message: 'gone cannot be reached: no route.\nIt was tried once.',
    why: 'It is off.',
    next: 'Switch it on.',
    exitCode: ExitCode.couldNotLook,
  },
};

export const broken: FleetOutcome = {
  server: 'broken',
  trouble: { message: 'This is a defect in gateway-setup: boom', exitCode: ExitCode.failed },
};

export const hostileOutcomes: readonly FleetOutcome[] = [
  { server: hostile, report: hostileReport, details: [hostile] },
  {
    server: hostile,
    trouble: { message: hostile, why: hostile, next: hostile, exitCode: ExitCode.couldNotLook },
  },
];

export function reportOf(form: FleetForm, outcomes: readonly FleetOutcome[]): string {
  return form.whole(
    outcomes.map((one) => form.part(one)),
    { at: new Date(Date.UTC(2026, 10, 22, 1, 2, 3)), version: '0.1.0' },
  );
}
