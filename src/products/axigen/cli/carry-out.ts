import { DialogueError } from '../../../smtp/dialogue-error.js';
import { AxigenCliError, brokenOff, type CliChanged, useFileInstead } from './cli-error.js';
import type { CliReply } from './cli-reply.js';
import type { CliSession } from './cli-session.js';
import type { PlannedCommand } from './planned-command.js';
import { isRoot } from './prompt.js';

const takenBack = 'Everything that was not committed was left with BACK, so AXIGEN is as it was.';
const restart =
  'A restart of AXIGEN (/etc/init.d/axigen restart) gives back the configuration that is saved in its file.';

/** Carries out what was planned, and saves it. Any refusal or break ends it: nothing stays half done in a context. */
export class CarryOut {
  readonly #session: CliSession;
  /** In force already. */
  readonly #committed: string[] = [];
  /** Done, but not in force before the next context is left. */
  #pending: string[] = [];
  #changed: CliChanged = 'nothing';

  constructor(session: CliSession) {
    this.#session = session;
  }

  /** @throws AxigenCliError; Cancelled. */
  async run(commands: readonly PlannedCommand[], saves: readonly (readonly string[])[]): Promise<void> {
    try {
      for (const command of commands) await this.#carryOut(command);
      await this.#save(saves);
    } catch (error) {
      if (error instanceof AxigenCliError) throw error;
      throw brokenOff(error, this.#session.transcript.entries, {
        ...this.#outcome(),
        changed: this.#changed,
      });
    }
  }

  async #carryOut({ line, leads, does }: PlannedCommand): Promise<void> {
    const before = this.#session.prompt;
    const changed = this.#changed;
    // What is committed is in force before the answer comes: a break in between must not pass for "nothing".
    if (leads === 'outside') this.#changed = 'running';
    const reply = await this.#session.command(line);
    if (!reply.ok) {
      this.#changed = changed;
      throw await this.#refused(`AXIGEN refused \u201c${line}\u201d at its command line`, reply);
    }
    if (leads !== 'here' && reply.prompt === before) {
      throw await this.#refused(
        `AXIGEN\u2019s command line stayed where it was after \u201c${line}\u201d`,
        reply,
      );
    }
    if (does !== undefined) this.#pending.push(does);
    if (leads === 'outside') this.#commit();
  }

  #commit(): void {
    this.#committed.push(...this.#pending);
    this.#pending = [];
  }

  /** The newer form and that of 2006, whichever is taken (facts: axigen 2). */
  async #save(saves: readonly (readonly string[])[]): Promise<void> {
    let last: CliReply | undefined;
    for (const path of saves) {
      last = await this.#saveAt(path);
      if (last.ok) return;
    }
    const reply = last ?? { body: [], status: '', prompt: this.#session.prompt, ok: false };
    throw await this.#refused('AXIGEN refused to save its configuration (\u201cSAVE CONFIG\u201d)', reply);
  }

  async #saveAt(path: readonly string[]): Promise<CliReply> {
    for (const enter of path) {
      const reply = await this.#session.command(enter);
      if (reply.ok) continue;
      await backToRoot(this.#session);
      return reply;
    }
    const before = this.#changed;
    this.#changed = 'maybe-saved';
    const reply = await this.#session.command('SAVE CONFIG');
    if (reply.ok) return reply;
    this.#changed = before;
    await backToRoot(this.#session);
    return reply;
  }

  async #refused(what: string, { status }: CliReply): Promise<AxigenCliError> {
    const { transcript } = this.#session;
    const entries = transcript.entries;
    try {
      await backToRoot(this.#session);
    } catch (error) {
      // The refusal says more, and what was not committed ends with the connection as well.
      if (!(error instanceof DialogueError)) throw error;
    }
    return new AxigenCliError(`${what}: ${transcript.safe(status) || '(it gave no reason)'}`, {
      ...this.#outcome(),
      changed: this.#changed,
      transcript: entries,
    });
  }

  /** How AXIGEN stands now, for people. */
  #outcome(): { readonly why: string; readonly next: string } {
    if (this.#changed === 'nothing')
      return { why: takenBack, next: `Put right what it names. ${useFileInstead}` };
    if (this.#changed === 'maybe-saved') {
      return {
        why: 'It broke off while AXIGEN was saving: its file may be the old one or the new one.',
        next: restart,
      };
    }
    const list = this.#committed.length === 0 ? 'some of the changes' : this.#committed.join('; ');
    return { why: `This may be in force already, but is not saved: ${list}.`, next: restart };
  }
}

/** Leaves every context without committing anything. A context that cannot be left ends with the connection. */
async function backToRoot(session: CliSession): Promise<void> {
  for (let depth = 0; depth < 8 && !isRoot(session.prompt); depth += 1) {
    const reply = await session.command('BACK');
    if (!reply.ok) return;
  }
}
