import type { AuditOptions } from '../engine/audit/audit.js';
import type { AuditReport } from '../engine/audit/audit-report.js';
import type { Attendant } from '../engine/evidence/gather.js';
import type { Io } from '../io.js';
import { type Appearance, appearanceFor } from '../wizard/form.js';
import type { AttendedForm } from '../wizard/operator-for.js';
import { flagAnswers } from './answer-flags.js';
import type { ReportOptions } from './audit-command.js';
import { askingForm, handOut, isForPeople, reportPaint } from './for-people.js';
import { givenAnswers } from './given-answers.js';
import type { SignalWatch } from './signals.js';
import { tellDetails } from './tell-details.js';
import { version } from './version.js';
import { personOf } from './where/meet.js';
import type { OpenTarget } from './where/open-target.js';
import { readWhere } from './where/where.js';
import { requirePlace } from './write-output.js';

export interface ExaminationDependencies {
  readonly watch: SignalWatch;
  readonly open: OpenTarget;
}

export interface Examination {
  readonly options: ReportOptions;
  readonly sendTestMail: boolean;
  /** Whether a person at a terminal may be asked whether the message came. */
  readonly mayAsk: boolean;
  /** Gives what looks and judges; loaded while the server is on its way. */
  load(): Promise<(options: AuditOptions) => Promise<AuditReport>>;
}

/** Looks at the target and reports, as `audit` and `verify` both do. @returns the exit code of the report. */
export async function examineTarget(
  { options, sendTestMail, mayAsk, load }: Examination,
  io: Io,
  { watch, open }: ExaminationDependencies,
): Promise<number> {
  const { given, warnings } = await givenAnswers(
    { flags: flagAnswers(options), ...(options.answers === undefined ? {} : { file: options.answers }) },
    io,
  );
  for (const warning of warnings) io.stderr.write(`Warning: ${warning}\n`);
  await requirePlace(options.output, io.cwd);
  const look = appearanceFor(io, { yes: false, plain: options.plain === true, color: options.color });
  const form = await askingForm(io, look, options, watch.signal);
  const attendant = await attendantFor(form, look, { options, mayAsk, watch });
  const where = await readWhere(options, io);
  const [target, run] = await Promise.all([
    open(where, { person: personOf(form, io), signal: watch.signal, env: io.env }),
    load(),
  ]);
  try {
    const report = await run({
      host: target,
      attendant,
      given,
      sendTestMail,
      signal: watch.signal,
      version: version(),
      now: new Date(),
    });
    await handOut(await rendered(report, options, look), options, look, io);
    return report.exitCode;
  } finally {
    tellDetails(target, { verbose: options.verbose, beside: !isForPeople(options) }, io);
    await target.close();
  }
}

/** Waits are shown, and questions asked, only where a person reads along. */
async function attendantFor(
  form: AttendedForm | undefined,
  look: Appearance,
  { options, mayAsk, watch }: Pick<Examination, 'options' | 'mayAsk'> & { readonly watch: SignalWatch },
): Promise<Attendant> {
  if (form === undefined || look.form === 'unattended' || !isForPeople(options)) return silent;
  const { confirmTestMail } = await import('../wizard/confirm-test-mail.js');
  const { prompter, screen } = form;
  watch.sayThrough((line) => screen.print([line]));
  return {
    waiting: (text, work) => screen.waiting(text, work),
    confirmTestMail: async (view) => (mayAsk ? confirmTestMail(view, prompter, screen) : undefined),
  };
}

const silent: Attendant = {
  waiting: (_text, work) => work(() => {}),
  confirmTestMail: async () => undefined,
};

async function rendered(report: AuditReport, options: ReportOptions, look: Appearance): Promise<string> {
  if (options.format === 'json') {
    const { auditJson } = await import('../report/audit/json.js');
    return auditJson(report);
  }
  if (options.format === 'junit') {
    const { auditJunit } = await import('../report/audit/junit.js');
    return auditJunit(report);
  }
  const { auditLines } = await import('../report/human/audit.js');
  return auditLines(report, reportPaint(look, options), { verbose: options.verbose === true })
    .map((line) => `${line}\n`)
    .join('');
}
