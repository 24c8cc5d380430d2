import type { AuditOptions } from '../engine/audit/audit.js';
import type { AuditReport } from '../engine/audit/audit-report.js';
import { type FleetOutcome, troubleOf } from '../engine/fleet/outcome.js';
import { sideBySide } from '../engine/fleet/side-by-side.js';
import { Cancelled } from '../errors.js';
import type { Host } from '../host/host.js';
import type { SshPerson } from '../host/ssh/person.js';
import type { Io } from '../io.js';
import type { GivenAnswers } from '../questions/question.js';
import type { FleetForm, FleetPart } from '../report/fleet/form.js';
import { rowText, totalOf } from '../report/fleet/row.js';
import type { SideBySide } from '../wizard/side-by-side.js';
import type { SignalWatch } from './signals.js';
import { version } from './version.js';
import { askedInTurn } from './where/asked-in-turn.js';
import type { OpenTarget } from './where/open-target.js';
import type { Server } from './where/servers.js';

export interface FleetAudit {
  readonly servers: readonly Server[];
  readonly atOnce: number;
  readonly sendTestMail: boolean;
  readonly form: FleetForm;
  readonly display: SideBySide;
  readonly person: SshPerson;
  givenFor(inventory: GivenAnswers): GivenAnswers;
  run(options: AuditOptions): Promise<AuditReport>;
  /** What there is to tell of how a server was reached. */
  detailsOf(host: Host): readonly string[];
}

export interface FleetAudited {
  readonly text: string;
  readonly exitCode: number;
}

/**
 * Looks at several servers side by side. One that cannot be reached or looked at is a result like the others'. Of each only its
 * part of the report is kept. @throws Cancelled when the operator stops it: then all stop.
 */
export async function auditFleet(
  fleet: FleetAudit,
  { env }: Pick<Io, 'env'>,
  { watch, open }: { readonly watch: SignalWatch; readonly open: OpenTarget },
): Promise<FleetAudited> {
  const { servers, atOnce, form, display } = fleet;
  const at = new Date();
  const asked = askedInTurn(fleet.person, display);
  const stopping = AbortSignal.any([watch.signal, asked.signal]);
  const parts = await sideBySide(servers.length, { atOnce, signal: stopping }, (number, signal) =>
    one(number, signal),
  )
    .catch((error: unknown) => {
      throw stopping.aborted ? new Cancelled() : error;
    })
    .finally(() => display.close());
  return {
    text: form.whole(parts, { at, version: version() }),
    exitCode: totalOf(parts.map(({ row }) => row)).exitCode,
  };

  async function one(number: number, signal: AbortSignal): Promise<FleetPart> {
    const server = servers[number];
    if (server === undefined) throw new RangeError(`there is no server ${number}`);
    display.begin(number);
    const part = form.part(await outcomeOf(server, number, signal));
    display.ended(number, rowText(part.row), part.row.summary !== undefined);
    return part;
  }

  async function outcomeOf(server: Server, number: number, signal: AbortSignal): Promise<FleetOutcome> {
    try {
      display.tell(number, 'connecting');
      const host = await open(server, { person: asked.person, signal, env });
      try {
        return await look(host, server, number, signal);
      } finally {
        await host.close();
      }
    } catch (error) {
      if (signal.aborted) throw error;
      return { server: server.destination, trouble: troubleOf(error, server.destination) };
    }
  }

  async function look(
    host: Host,
    { destination, answers }: Server,
    number: number,
    signal: AbortSignal,
  ): Promise<FleetOutcome> {
    const report = await fleet.run({
      host,
      attendant: {
        waiting: (text, work) => {
          display.tell(number, text);
          return work((words) => display.tell(number, words));
        },
        confirmTestMail: async () => undefined,
      },
      given: fleet.givenFor(answers),
      sendTestMail: fleet.sendTestMail,
      signal,
      version: version(),
      now: new Date(),
    });
    return { server: destination, report, details: fleet.detailsOf(host) };
  }
}
