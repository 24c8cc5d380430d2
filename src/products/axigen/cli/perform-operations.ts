import type { AxigenOperation } from '../../../model/axigen-operation.js';
import type { Connect } from '../../../smtp/connect.js';
import type { TranscriptEntry } from '../../../smtp/transcript.js';
import { CarryOut } from './carry-out.js';
import { checkRunning } from './check-running.js';
import { canLook } from './cli-layout.js';
import type { CliSession } from './cli-session.js';
import { type ConverseOptions, converse } from './converse.js';
import { findChildContexts } from './find-child-contexts.js';
import { findLayout } from './find-layout.js';
import { logIn } from './log-in.js';
import { planCommands } from './plan-commands.js';
import { refusal } from './planned-command.js';
import { readRunning } from './read-running.js';
import type { SavedAxigen } from './running.js';

export interface PerformOptions extends ConverseOptions {
  readonly password: string;
  readonly operations: readonly AxigenOperation[];
  /** What the file says before any of them. */
  readonly before: SavedAxigen;
}

/** Two minutes: saving may be slow on the machines of the time. */
const totalMs = 120_000;

/**
 * Carries out operations through AXIGEN's command line and saves them, in one conversation. Before anything is changed it
 * looks what is offered, and that what runs is what the file says wherever the operations touch it.
 * @throws AxigenCliError whose `changed` says how AXIGEN stands; Cancelled.
 */
export function performOperations(
  connect: Connect,
  options: PerformOptions,
): Promise<{ readonly transcript: readonly TranscriptEntry[] }> {
  return converse(connect, { totalMs, ...options }, async (session) => {
    await perform(session, options);
    return { transcript: session.transcript.entries };
  });
}

async function perform(session: CliSession, { password, operations, before }: PerformOptions): Promise<void> {
  await logIn(session, password);
  const layout = await findLayout(session);
  if (layout.path.length === 0) throw refusal('the SMTP-In service');
  if (!canLook(layout)) throw refusal('LIST and SHOW for listeners');
  if (layout.saves.length === 0) throw refusal('SAVE CONFIG');
  const running = await readRunning(session, layout);
  checkRunning(operations, before, running);
  const contexts = await findChildContexts(session, operations, { layout, running });
  const commands = planCommands({ operations, saved: before, running, layout, contexts });
  if (commands.length > 0) await new CarryOut(session).run(commands, layout.saves);
}
