import type { AuditOptions } from '../engine/audit/audit.js';
import type { AuditReport } from '../engine/audit/audit-report.js';
import type { Attendant } from '../engine/evidence/gather.js';
import type { Io } from '../io.js';
import { paintWith } from '../report/human/paint.js';
import { escapeControl } from '../text/escape.js';
import { type Appearance, appearanceFor } from '../wizard/form.js';
import { toAscii } from '../wizard/to-ascii.js';
import { flagAnswers } from './answer-flags.js';
import type { ReportOptions } from './audit-command.js';
import { deliver } from './deliver.js';
import { givenAnswers } from './given-answers.js';
import type { SignalWatch } from './signals.js';
import { version } from './version.js';
import { writeOutput } from './write-output.js';

export interface ExaminationDependencies {
  readonly watch: SignalWatch;
  host(): Promise<Pick<typeof import('../host/local/local-host.js'), 'localHost'>>;
}

export interface Examination {
  readonly options: ReportOptions;
  readonly sendTestMail: boolean;
  /** Whether a person at a terminal may be asked whether the message came. */
  readonly mayAsk: boolean;
  run(options: AuditOptions): Promise<AuditReport>;
}

/** Looks at the target and reports, as `audit` and `verify` both do. @returns the exit code of the report. */
export async function examineTarget(
  { options, sendTestMail, mayAsk, run }: Examination,
  io: Io,
  { watch, host }: ExaminationDependencies,
): Promise<number> {
  const { given, warnings } = await givenAnswers(
    { flags: flagAnswers(options), ...(options.answers === undefined ? {} : { file: options.answers }) },
    io,
  );
  for (const warning of warnings) io.stderr.write(`Warning: ${warning}\n`);
  const look = appearanceFor(io, { yes: false, plain: options.plain === true, color: options.color });
  const attendant = await attendantFor(io, look, { options, mayAsk, watch });
  const { localHost } = await host();
  const target = localHost();
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
    await hand(await rendered(report, options, look), options.output, io);
    return report.exitCode;
  } finally {
    await target.close();
  }
}

/** Waits are shown, and questions asked, only where a person reads along: never among JSON or XML, or in a file. */
async function attendantFor(
  io: Io,
  look: Appearance,
  { options, mayAsk, watch }: Pick<Examination, 'options' | 'mayAsk'> & { readonly watch: SignalWatch },
): Promise<Attendant> {
  if (look.form === 'unattended' || options.format !== 'human' || options.output !== undefined) return silent;
  const [{ attendedForm }, { confirmTestMail }] = await Promise.all([
    import('../wizard/operator-for.js'),
    import('../wizard/confirm-test-mail.js'),
  ]);
  const { prompter, screen } = await attendedForm(io, look, watch.signal);
  watch.sayThrough((line) => screen.print([line]));
  return {
    waiting: (text, work) => screen.waiting(text, work),
    confirmTestMail: async (view) => (mayAsk ? confirmTestMail(view, prompter, screen) : undefined),
  };
}

const silent: Attendant = {
  waiting: (_text, work) => work(),
  confirmTestMail: async () => undefined,
};

async function rendered(
  report: AuditReport,
  { format, verbose, output }: ReportOptions,
  look: Appearance,
): Promise<string> {
  if (format === 'json') {
    const { auditJson } = await import('../report/audit/json.js');
    return auditJson(report);
  }
  if (format === 'junit') {
    const { auditJunit } = await import('../report/audit/junit.js');
    return auditJunit(report);
  }
  const { auditLines } = await import('../report/human/audit.js');
  const paint = paintWith({ ...look, colour: look.colour && output === undefined });
  const text = auditLines(report, paint, { verbose: verbose === true })
    .map((line) => `${line}\n`)
    .join('');
  return look.unicode ? text : toAscii(text);
}

/** A report in a file leaves standard output alone; where it lies is said beside it. */
async function hand(text: string, output: string | undefined, io: Io): Promise<void> {
  if (output === undefined) return deliver(io.stdout, text);
  await writeOutput(output, io.cwd, text, 0o644);
  io.stderr.write(`The report is in ${escapeControl(output)}.\n`);
}
