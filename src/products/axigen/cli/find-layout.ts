import { AxigenCliError } from './cli-error.js';
import { type CliLayout, type EnteredContext, objectForms } from './cli-layout.js';
import type { CliSession } from './cli-session.js';
import { type CommandForm, commandForms } from './command-form.js';
import { entering, enteringSmtpIn, leavingVerb, offered } from './offers.js';

type Forms = readonly CommandForm[];

/**
 * Finds out by HELP where things are: goes into contexts and back out again, and changes nothing. A context that cannot be
 * entered counts as not offered. @throws AxigenCliError when a context cannot be left again; DialogueError.
 */
export async function findLayout(session: CliSession): Promise<CliLayout> {
  const root = await help(session);
  const server = await inside(session, entering(root, /^server$/i), (forms, enter) =>
    lookAtServer(session, forms, enter),
  );
  const commands = await lookAtCommands(session, root);
  const base = server ?? { path: [], smtp: [], forms: [], accessControl: undefined };
  const enterServer = base.path[0]?.enter;
  return {
    path: base.smtp.length === 0 ? [] : base.path,
    listener: objectForms(base.smtp, 'Listener'),
    client: objectForms(base.smtp, 'Client'),
    accessControl: base.accessControl,
    policyScript: offered(base.forms, 'UPDATE', 'SmtpFilters') !== undefined,
    saves: [
      ...(offersSave(root) ? [[]] : []),
      ...(commands === undefined ? [] : [commands]),
      ...(offersSave(base.forms) && enterServer !== undefined ? [[enterServer]] : []),
    ],
  };
}

interface ServerContext {
  readonly path: readonly EnteredContext[];
  readonly forms: Forms;
  /** The forms of the SMTP-In context; none: it is not offered. */
  readonly smtp: Forms;
  readonly accessControl: EnteredContext | undefined;
}

async function lookAtServer(session: CliSession, forms: Forms, enter: string): Promise<ServerContext> {
  const server = { enter, leave: leavingVerb(forms) };
  const found = await inside(session, enteringSmtpIn(forms), async (smtp, enterSmtp) => ({
    smtp,
    context: { enter: enterSmtp, leave: leavingVerb(smtp) },
    accessControl: await inside(session, entering(smtp, /^accesscontrol$/i), async (own, enterOwn) => ({
      enter: enterOwn,
      leave: leavingVerb(own),
    })),
  }));
  return {
    path: found === undefined ? [server] : [server, found.context],
    forms,
    smtp: found?.smtp ?? [],
    accessControl: found?.accessControl,
  };
}

/** The form of 2006: ENTER commands, ENTER server, SAVE CONFIG (facts: axigen 2). */
function lookAtCommands(session: CliSession, root: Forms): Promise<readonly string[] | undefined> {
  return inside(session, entering(root, /^commands$/i), async (commands, enterCommands) => {
    if (offersSave(commands)) return [enterCommands];
    return inside(session, entering(commands, /^server$/i), async (server, enterServer) =>
      offersSave(server) ? [enterCommands, enterServer] : undefined,
    );
  });
}

function offersSave(forms: Forms): boolean {
  return offered(forms, 'SAVE', 'CONFIG') !== undefined;
}

async function help(session: CliSession): Promise<Forms> {
  const reply = await session.command('HELP');
  return reply.ok ? commandForms(reply.body) : [];
}

/** Enters a context, looks around in it, and goes back without changing anything. */
export async function inside<T>(
  session: CliSession,
  enter: string | undefined,
  look: (forms: Forms, enter: string) => Promise<T>,
): Promise<T | undefined> {
  if (enter === undefined) return undefined;
  const before = session.prompt;
  const entered = await session.command(enter);
  if (!entered.ok || entered.prompt === before) return undefined;
  const found = await look(await help(session), enter);
  const left = await session.command('BACK');
  if (left.ok) return found;
  throw new AxigenCliError(
    `AXIGEN\u2019s command line refused BACK in ${session.transcript.safe(left.prompt)}.`,
    {
      why: 'BACK is how everything is left unchanged that was only looked at.',
      transcript: session.transcript.entries,
    },
  );
}
