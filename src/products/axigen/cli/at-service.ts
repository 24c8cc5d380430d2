import { AxigenCliError } from './cli-error.js';
import type { CliLayout } from './cli-layout.js';
import type { CliReply } from './cli-reply.js';
import type { CliSession } from './cli-session.js';

/**
 * Goes to the SMTP-In service, looks around there, and comes back without changing anything.
 * @throws AxigenCliError; DialogueError.
 */
export async function atService<T>(
  session: CliSession,
  { path }: Pick<CliLayout, 'path'>,
  look: () => Promise<T>,
): Promise<T> {
  for (const { enter } of path) await looking(session, enter);
  const found = await look();
  for (const _ of path) await looking(session, 'BACK');
  return found;
}

/** A command that only looks, and that AXIGEN's HELP has offered. @throws AxigenCliError when it is refused. */
export async function looking(session: CliSession, command: string): Promise<CliReply> {
  const reply = await session.command(command);
  if (reply.ok) return reply;
  throw new AxigenCliError(
    `AXIGEN refused \u201c${command}\u201d at its command line, although its HELP offers it: ${session.transcript.safe(reply.status)}`,
    { why: 'So it cannot be seen what runs; nothing was changed.', transcript: session.transcript.entries },
  );
}
