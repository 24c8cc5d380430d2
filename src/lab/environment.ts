import type { LabOptions } from './options.js';
import { labAxigenPassword, labMailboxPassword, labPath } from './paths.js';

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

/** The variables that are secrets, and answers of the setup. */
const secrets = ['GATEWAY_SETUP_MAILBOX_PASSWORD', 'GATEWAY_SETUP_AXIGEN_PASSWORD'];

/** The environment for a command, without the passwords unless the command is one of ours that takes answers. */
export function withoutSecret(
  outer: Readonly<Record<string, string | undefined>>,
  [program, verb = 'setup']: readonly string[],
): Readonly<Record<string, string | undefined>> {
  const isOurs = program === 'gateway-setup' && (takesAnswers.includes(verb) || verb.startsWith('-'));
  if (isOurs) return outer;
  return Object.fromEntries(Object.entries(outer).filter(([name]) => !secrets.includes(name)));
}

const takesAnswers = ['setup', 'audit', 'plan', 'apply', 'verify'];

/** The lab's own passwords, as answers of the setup. */
export function labSecrets(axigen: { readonly cli: boolean }): Readonly<Record<string, string>> {
  return {
    GATEWAY_SETUP_MAILBOX_PASSWORD: labMailboxPassword,
    ...(axigen.cli ? { GATEWAY_SETUP_AXIGEN_PASSWORD: labAxigenPassword } : {}),
  };
}

/** What a setup that nobody watches needs beside the answers in the lab: its passwords, and leave to go on. */
export function unattendedAnswers({
  scanner,
  distro,
  axigen,
}: Pick<LabOptions, 'scanner' | 'distro' | 'axigen'>): Readonly<Record<string, string>> {
  const isListed = distro.listedFor.includes(scanner);
  return { ...labSecrets(axigen), ...(isListed ? {} : { GATEWAY_SETUP_ACCEPT_DISTRIBUTION: 'yes' }) };
}
