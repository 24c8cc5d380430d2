import { labPath } from './paths.js';

/** Carried over from the operator's environment: how to show things, and answers to the wizard's questions. */
function isPassed(name: string): boolean {
  if (name === 'GATEWAY_SETUP_LABS') return false;
  return name === 'TERM' || name === 'NO_COLOR' || name.startsWith('GATEWAY_SETUP_');
}

/** The environment of a command in the lab: root's on a server of the period, and nothing of this machine. */
export function labEnvironment(outer: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const passed = Object.entries(outer).filter(([name]) => isPassed(name));
  return {
    TERM: 'dumb',
    ...Object.fromEntries(passed.map(([name, value]) => [name, value ?? ''])),
    PATH: labPath,
    HOME: '/root',
    USER: 'root',
    LOGNAME: 'root',
    SHELL: '/bin/bash',
    LANG: 'C',
  };
}

/** The one variable that is a secret, and an answer of the setup. */
const secret = 'GATEWAY_SETUP_MAILBOX_PASSWORD';

/** The environment for a command, without the mailbox's password unless the command is the setup itself. */
export function withoutSecret(
  outer: Readonly<Record<string, string | undefined>>,
  [program, verb = 'setup']: readonly string[],
): Readonly<Record<string, string | undefined>> {
  const isSetup = program === 'gateway-setup' && (verb === 'setup' || verb.startsWith('-'));
  if (isSetup) return outer;
  return Object.fromEntries(Object.entries(outer).filter(([name]) => name !== secret));
}
