import { ExitCode, UserError } from '../../../errors.js';
import { escapeControl } from '../../../text/escape.js';

export type Become = 'sudo' | 'su';

const why = 'Scanner and mail server can only be set up as root.';
const exitCode = ExitCode.couldNotLook;
/** Several lines in one: sudo says something for each try. */
const shown = (text: string) => escapeControl(text.trim().replace(/\s*[\r\n]+\s*/g, ' '), 400);
const said = (words: string) => (words.trim() === '' ? '' : ` It said: ${shown(words)}`);

export function passwordWanted(how: Become, subject: string, again: boolean): UserError {
  const state = again ? `The password that ${how} was given is wrong` : `${how} wants a password`;
  return new UserError(`${state} on ${escapeControl(subject)}, and nobody is there to tell it.`, {
    why,
    next: 'Give it by --become-password-file FILE or the variable GATEWAY_SETUP_BECOME_PASSWORD, or log in as root (--host root@...), or see --become.',
    exitCode: again ? exitCode : ExitCode.usage,
  });
}

export function passwordRefused(how: Become, subject: string, words: string): UserError {
  return new UserError(
    `${how} on ${escapeControl(subject)} refused the password three times.${said(words)}`,
    {
      why,
      next:
        how === 'su'
          ? "su wants root's password (and on some systems that you are in the group wheel). Try `ssh` and `su` by hand, or --become sudo."
          : 'sudo wants the password of whoever logs in. Try `ssh` and `sudo id` by hand, or --become su.',
      exitCode,
    },
  );
}

/** Something of sudo or su that no password mends. Undefined: nothing that we know. */
export function knownRefusal(how: Become, subject: string, words: string): UserError | undefined {
  const server = escapeControl(subject);
  const error = (message: string, next: string) => new UserError(message, { why, next, exitCode });
  if (/not found|No such file/.test(words) && new RegExp(`\\b${how}\\b`).test(words))
    return error(
      `There is no ${how} on ${server}.${said(words)}`,
      `Log in as root (--host root@...), or use --become ${how === 'sudo' ? 'su' : 'sudo'}.`,
    );
  if (/not in the sudoers|may not run sudo|not allowed to (?:execute|run)/i.test(words))
    return error(
      `sudo on ${server} does not let this user become root.`,
      'Have an administrator allow it with visudo (USER ALL=(ALL) ALL), log in as root (--host root@...), or use --become su.',
    );
  if (/must be setuid|effective uid is not 0|no new privileges/i.test(words))
    return error(
      `${how} on ${server} does not work.${said(words)}`,
      'Have an administrator mend it, or log in as root.',
    );
  return undefined;
}

/** sudo's `requiretty`. */
export const wantsTerminal = (words: string) =>
  /must have a tty|no tty present|must be run from a terminal|a terminal is required/i.test(words);

export const passwordWasWrong = (words: string) =>
  /incorrect password|sorry|authentication (?:failure|token|error)/i.test(words);

export function asksSomethingElse(how: Become, subject: string, question: string): UserError {
  return new UserError(
    `${how} on ${escapeControl(subject)} asks for more than a password: ${shown(question)}`,
    {
      why,
      next: 'Log in as root (--host root@...), or let this user become root with a password alone.',
      exitCode,
    },
  );
}

export function notElevated(how: Become, subject: string, words: string): UserError {
  return new UserError(`${how} on ${escapeControl(subject)} did not become root.${said(words)}`, {
    why,
    next: 'Try `ssh` and the same by hand, log in as root (--host root@...), or use another --become.',
    exitCode,
  });
}
