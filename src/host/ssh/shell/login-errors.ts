import { ExitCode, UserError } from '../../../errors.js';
import { escapeControl } from '../../../text/escape.js';
import type { Heard } from './threshold.js';

const why = 'Everything that is looked at or changed goes through a shell of the server.';
const exitCode = ExitCode.couldNotLook;
const said = (words: string) =>
  words.trim() === '' ? ' It printed nothing.' : ` It printed: ${escapeControl(words.trim(), 400)}`;

function noShell(who: string, code: number | null, words: string): UserError {
  const how = code === null ? 'ended without a status' : `ended at once with status ${code}`;
  return new UserError(
    `No command can be run as ${escapeControl(who)}: what the server starts ${how}.${said(words)}`,
    {
      why,
      next: 'Log in as a user whose shell takes commands (not nologin, /bin/false, a menu or a forced command); `ssh` with the same name and the command `id` shows it.',
      exitCode,
    },
  );
}

function floodOfWords(who: string, words: string): UserError {
  return new UserError(
    `${escapeControl(who)} runs something at its login that prints without end, instead of a shell.${said(words)}`,
    {
      why,
      next: 'Look at what its login shell and its start files (.bashrc, .cshrc) print when `ssh` runs a command.',
      exitCode,
    },
  );
}

function silentLogin(who: string, seconds: number, words: string): UserError {
  return new UserError(
    `No shell of ${escapeControl(who)} was there within ${seconds} seconds: it waits for something, or the server is overloaded.${said(words)}`,
    {
      why,
      next: 'Try `ssh` with the same name and the command `id`: a menu, a start file that asks something, or a busy server would show.',
      exitCode,
    },
  );
}

/** @param who user and server, or what was to become a shell there */
export function notThere(
  who: string,
  heard: Exclude<Heard, { readonly kind: 'ready' }>,
  { words, seconds }: { readonly words: string; readonly seconds: number },
): UserError {
  if (heard.kind === 'ended') return noShell(who, heard.code, words);
  return heard.kind === 'flood' ? floodOfWords(who, words) : silentLogin(who, seconds, words);
}
