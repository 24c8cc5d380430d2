import { ExitCode, UserError } from '../../../errors.js';
import { escapeControl } from '../../../text/escape.js';
import { serverName } from '../server-name.js';
import type { SshSettings } from '../settings.js';

/** What was tried in order to log in. Holds no secret. */
export interface LoginStory {
  readonly settings: SshSettings;
  /** What the server offers still. */
  readonly offered: readonly string[];
  /** Names of keys that it did not take, and of those that it is too old for. */
  readonly keys: readonly string[];
  readonly tooNew: readonly string[];
  /** How many keys were not tried, because the server would have hung up. */
  readonly leftOut: number;
  /** A passphrase or an answer was wanted, and nobody gave one. */
  readonly locked: boolean;
  readonly unanswered: boolean;
  /** Names of key files, none of which is there. */
  readonly missing?: readonly string[];
  readonly agentProblem?: string;
  readonly passwordRefused: boolean;
}

/** The server takes nothing of what there is. */
export function loginRefused(story: LoginStory): UserError {
  const wanting = story.unanswered || story.locked;
  return new UserError(`${serverName(story.settings)} does not let ${userOf(story)} in.`, {
    why: tale(story),
    next: nextFor(story),
    exitCode: wanting ? ExitCode.usage : ExitCode.couldNotLook,
  });
}

/** The server hung up after so many attempts. */
export function tooManyTries(story: LoginStory): UserError {
  const many = story.keys.length > 1;
  return new UserError(
    `${serverName(story.settings)} hung up on ${userOf(story)} after too many attempts to log in.`,
    {
      why: tale(story),
      next: many ? nameTheKey(story.settings) : nextFor(story),
      exitCode: ExitCode.couldNotLook,
    },
  );
}

/** The server wants a new password before anything else. */
export function passwordExpired(settings: SshSettings): UserError {
  return new UserError(
    `The password of ${escapeControl(settings.user, 100)} on ${serverName(settings)} has expired.`,
    {
      why: 'The server lets nobody in with it before it is changed.',
      next: `Log in once with ssh, change it, and run the same command again.`,
      exitCode: ExitCode.couldNotLook,
    },
  );
}

const userOf = ({ settings }: LoginStory) => escapeControl(settings.user, 100);

function tale(story: LoginStory): string {
  const { keys, tooNew, leftOut, missing = [], agentProblem, offered } = story;
  return [
    keys.length === 0 ? `There was no key to offer${absent(missing)}.` : `It did not take ${listed(keys)}.`,
    ...(leftOut === 0 ? [] : [`${leftOut} more were not tried: it hangs up after too many.`]),
    ...(tooNew.length === 0
      ? []
      : [`It is too old for ${listed(tooNew)}: servers of its age know only RSA and DSA keys.`]),
    ...(agentProblem === undefined ? [] : [`No key came from the agent: ${agentProblem}.`]),
    ...(story.locked ? ['A key is encrypted, and no passphrase was given.'] : []),
    ...(story.passwordRefused ? ['It did not take the password.'] : []),
    ...(story.unanswered ? ['It asked for a password or a code, and nobody answered.'] : []),
    offered.length === 0
      ? 'It did not say what it would take.'
      : `It takes: ${offered.map((one) => escapeControl(one, 50)).join(', ')}.`,
  ].join(' ');
}

function absent(names: readonly string[]): string {
  const [only] = names;
  if (only === undefined) return '';
  return names.length === 1
    ? `: ${escapeControl(only, 200)} is not there`
    : `: none of ${named(names)} is there`;
}

function listed(names: readonly string[]): string {
  const what = names.length === 1 ? 'the key' : `${names.length} keys:`;
  return `${what} ${named(names)}`;
}

function named(names: readonly string[]): string {
  const most = 6;
  const shown = names.slice(0, most).map((name) => escapeControl(name, 200));
  return `${shown.join(', ')}${names.length > most ? ', ...' : ''}`;
}

function nextFor(story: LoginStory): string {
  const { settings, offered } = story;
  if (story.locked) {
    return 'Give the passphrase with --ssh-passphrase-file or GATEWAY_SETUP_SSH_PASSPHRASE, put the key into an agent with ssh-add, or run it at a terminal.';
  }
  if (story.unanswered) {
    return 'Give the password with --ssh-password-file or GATEWAY_SETUP_SSH_PASSWORD, use a key, or run it at a terminal.';
  }
  if (story.leftOut > 0) return nameTheKey(settings);
  if (story.tooNew.length > 0 && offered.includes('publickey')) {
    return 'Make an RSA key with ssh-keygen -t rsa -b 2048, and add its .pub to ~/.ssh/authorized_keys on the server.';
  }
  return 'Check the user before the @ of --host, and that ssh with the same name gets in. A key is named with IdentityFile in ~/.ssh/config.';
}

function nameTheKey({ alias }: SshSettings): string {
  return `Name the right key for it in ~/.ssh/config: Host ${escapeControl(alias, 200)}, IdentityFile PATH and IdentitiesOnly yes.`;
}
