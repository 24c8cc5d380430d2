import type { SshPerson } from '../../host/ssh/person.js';
import type { Io } from '../../io.js';
import { escapeControl } from '../../text/escape.js';
import { type Appearance, appearanceFor } from '../../wizard/form.js';
import { type AttendedForm, attendedForm } from '../../wizard/operator-for.js';
import { sshPerson } from '../../wizard/ssh-person.js';
import { nobody } from './given-person.js';

/** Whoever is there while a line is made, by the same questions and on the same screen as later on; without a form nobody. */
export function personOf(form: AttendedForm | undefined, io: Io): SshPerson {
  return form === undefined
    ? nobody((text) => void io.stderr.write(`${escapeControl(text)}\n`))
    : sshPerson(form.prompter, form.screen);
}

/**
 * For a command whose standard output is for a program: who sits at the terminal is asked on standard error, as ssh does.
 * @param yes nobody is ever asked
 */
export async function formBeside(
  io: Io,
  wishes: { readonly yes: boolean; readonly plain: boolean; readonly color: boolean },
  signal: AbortSignal,
): Promise<AttendedForm | undefined> {
  const beside: Io = { ...io, stdout: io.stderr };
  const look = appearanceFor(beside, wishes);
  return look.form === 'unattended' ? undefined : attendedForm(beside, look, signal);
}

export async function formFor(
  io: Io,
  look: Appearance,
  signal: AbortSignal,
): Promise<AttendedForm | undefined> {
  return look.form === 'unattended' ? undefined : attendedForm(io, look, signal);
}
