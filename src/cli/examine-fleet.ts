import type { AuditOptions } from '../engine/audit/audit.js';
import type { AuditReport } from '../engine/audit/audit-report.js';
import type { Io } from '../io.js';
import type { FleetForm } from '../report/fleet/form.js';
import { type Appearance, appearanceFor } from '../wizard/form.js';
import type { SideBySide } from '../wizard/side-by-side.js';
import { flagAnswers } from './answer-flags.js';
import type { AuditCommandOptions } from './audit-command.js';
import { auditFleet } from './audit-fleet.js';
import type { ExaminationDependencies } from './examine-target.js';
import { askingForm, handOut, isForPeople, reportPaint } from './for-people.js';
import { givenForEach } from './given-answers.js';
import { tellDetails } from './tell-details.js';
import { personOf } from './where/meet.js';
import { readServers } from './where/servers.js';
import { requirePlace } from './write-output.js';

export interface FleetExamination {
  readonly options: AuditCommandOptions;
  run(options: AuditOptions): Promise<AuditReport>;
}

/** `gateway-setup audit` of several servers: one report for all. @returns the worst exit code. */
export async function examineFleet(
  { options, run }: FleetExamination,
  io: Io,
  dependencies: ExaminationDependencies,
): Promise<number> {
  const { watch } = dependencies;
  const servers = await readServers(options, io);
  const { givenFor, warnings } = await givenForEach(
    { flags: flagAnswers(options), ...(options.answers === undefined ? {} : { file: options.answers }) },
    io,
  );
  for (const warning of warnings) io.stderr.write(`Warning: ${warning}\n`);
  await requirePlace(options.output, io.cwd);
  const look = appearanceFor(io, { yes: false, plain: options.plain === true, color: options.color });
  const form = await askingForm(io, look, options, watch.signal);
  const people = isForPeople(options);
  const person = form !== undefined && people ? form : undefined;
  if (person !== undefined) watch.sayThrough((line) => person.screen.print([line]));
  const atOnce = options.parallel ?? 1;
  const verbose = options.verbose === true;
  const titles = servers.map(({ destination }) => destination);
  const { text, exitCode } = await auditFleet(
    {
      servers,
      atOnce,
      sendTestMail: options.sendTestMail === true,
      form: await formOf(options, look),
      display: person?.screen.sideBySide({ titles, atOnce }) ?? unseen,
      person: personOf(form, io),
      givenFor,
      run,
      detailsOf: (host) => {
        // Of a report for people it is a part; else it is said beside it.
        if (options.format === 'human') return verbose ? (host.details?.() ?? []) : [];
        tellDetails(host, { verbose, beside: true }, io);
        return [];
      },
    },
    io,
    dependencies,
  );
  await handOut(text, options, look, io);
  return exitCode;
}

async function formOf(options: AuditCommandOptions, look: Appearance): Promise<FleetForm> {
  if (options.format === 'json') return (await import('../report/fleet/json.js')).fleetJson;
  if (options.format === 'junit') return (await import('../report/fleet/junit.js')).fleetJunit;
  const { fleetHuman } = await import('../report/fleet/human.js');
  return fleetHuman(reportPaint(look, options), { verbose: options.verbose === true });
}

/** Nobody reads along. */
const unseen: SideBySide = {
  begin: () => {},
  tell: () => {},
  ended: () => {},
  aside: (work) => work(),
  close: async () => {},
};
