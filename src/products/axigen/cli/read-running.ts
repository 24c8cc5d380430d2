import { atService, looking } from './at-service.js';
import type { CliLayout } from './cli-layout.js';
import type { CliSession } from './cli-session.js';
import type { CommandForm } from './command-form.js';
import { commandText } from './command-text.js';
import { listedAddresses, listedNumbers, shownSettings } from './listings.js';
import { refusal } from './planned-command.js';
import type { AxigenSettingsMap, RunningAxigen } from './running.js';

/**
 * What is in force of the SMTP-In service: goes there, lists, and comes back. Where it is not offered, there is nothing.
 * @throws AxigenCliError for an answer that makes no sense; DialogueError.
 */
export async function readRunning(session: CliSession, layout: CliLayout): Promise<RunningAxigen> {
  if (layout.path.length === 0) return { listeners: [] };
  return atService(session, layout, async () => {
    const listeners = await readListeners(session, layout);
    const clients = await readClients(session, layout);
    const serviceLimits = await readLimits(session, layout);
    return {
      listeners,
      ...(clients === undefined ? {} : { clients }),
      ...(serviceLimits === undefined ? {} : { serviceLimits }),
    };
  });
}

async function readListeners(
  session: CliSession,
  { listener: { list, show } }: CliLayout,
): Promise<RunningAxigen['listeners']> {
  if (list === undefined || show === undefined) return [];
  const listing = await looking(session, `${list.verb} ${list.object}`);
  const found = [];
  for (const address of listedAddresses(listing.body)) {
    const settings = await readOne(session, show, 'address', address);
    found.push({ address, settings: new Map([['address', address], ...settings]) });
  }
  return found;
}

async function readClients(
  session: CliSession,
  { client: { list, show } }: CliLayout,
): Promise<RunningAxigen['clients']> {
  if (list === undefined || show === undefined) return undefined;
  const listing = await looking(session, `${list.verb} ${list.object}`);
  const found = [];
  for (const priority of listedNumbers(listing.body, 'priority')) {
    const settings = await readOne(session, show, 'priority', priority);
    found.push({ settings: new Map([['priority', priority], ...settings]) });
  }
  return found;
}

async function readLimits(
  session: CliSession,
  { accessControl }: CliLayout,
): Promise<AxigenSettingsMap | undefined> {
  if (accessControl === undefined) return undefined;
  await looking(session, accessControl.enter);
  const shown = await looking(session, 'SHOW');
  await looking(session, 'BACK');
  return shownSettings(shown.body);
}

async function readOne(
  session: CliSession,
  show: CommandForm,
  key: string,
  value: string,
): Promise<AxigenSettingsMap> {
  const command = commandText(show, new Map([[key, value]]));
  if (command === undefined) throw refusal(`SHOW ${show.object} in a form that is understood`);
  return shownSettings((await looking(session, command)).body);
}
