import { AxigenCliError } from './cli-error.js';
import { type CliReply, isStatus } from './cli-reply.js';
import type { CliSession } from './cli-session.js';
import { isInside } from './prompt.js';

export interface LoggedIn {
  /** As GET VERSION says; versions that do not know the command leave it out. */
  readonly version?: string;
}

const giveAnother =
  'Give the password of admin with --axigen-password-file FILE, or have AXIGEN configured through its file: --axigen-driver file';

/** Makes sure that it is AXIGEN's command line, before a password is sent there. @throws AxigenCliError; DialogueError. */
export async function greet(session: CliSession): Promise<void> {
  const { body, status, prompt } = await session.greeting();
  if (/axigen/i.test([...body, status].join('\n')) && !isInside(prompt)) return;
  throw new AxigenCliError('What answers there does not greet as AXIGEN\u2019s command line does.', {
    why: 'A password must not be sent to a program that is not AXIGEN.',
    next: 'Look which program listens on the port of AXIGEN\u2019s command line (7000): netstat -ltnp',
    transcript: session.transcript.entries,
  });
}

/**
 * Logs in as admin, after `greet`. A wrong password is tried once: AXIGEN closes after a few (facts: axigen 2).
 * @throws AxigenCliError; DialogueError.
 */
export async function logIn(session: CliSession, password: string): Promise<LoggedIn> {
  if (password === '' || /[\r\n\0]/.test(password)) {
    throw new AxigenCliError('The password of AXIGEN\u2019s admin must be one line of text.', {
      next: giveAnother,
    });
  }
  // An old version may know neither; what it sends for a terminal is taken out anyway.
  await session.command('SET CONSOLE-CODES off');
  await session.command('SET QUIET on');
  const version = versionIn(await session.command('GET VERSION'));
  const asked = await session.command('USER admin');
  if (!asked.ok) throw refused('the user admin', asked, session);
  const entered = await session.command(password, '(the password)');
  if (!entered.ok || !isInside(entered.prompt)) throw refused('the password of admin', entered, session);
  return version === undefined ? {} : { version };
}

/** `10.6.30|Linux|x86_64`, or without the rest on old ones. */
function versionIn({ ok, body }: CliReply): string | undefined {
  const first = body.find((line) => line.trim() !== '' && !isStatus(line));
  const version = first?.split('|')[0]?.trim();
  return ok && version !== undefined && /^\S*\d/.test(version) ? version : undefined;
}

/** AXIGEN does not know this user or password: it would not a second time either. */
export class LoginRefused extends AxigenCliError {}

function refused(what: string, { status }: CliReply, session: CliSession): LoginRefused {
  const words = status === '' ? '' : ` It said: ${session.transcript.safe(status)}`;
  return new LoginRefused(`AXIGEN\u2019s command line did not accept ${what}.${words}`, {
    why: 'It was tried once and is not tried again: AXIGEN hangs up after a few wrong ones.',
    next: giveAnother,
    transcript: session.transcript.entries,
  });
}
