import { createHmac } from 'node:crypto';
import type { SmtpDialogue } from './dialogue.js';
import { type EhloKeyword, offers } from './ehlo-keywords.js';
import type { Reply } from './reply.js';

/** The mechanisms that we speak, the one that does not send the password first (RFC 4954, RFC 2195). */
const known = ['CRAM-MD5', 'LOGIN', 'PLAIN'] as const;

export type AuthMechanism = (typeof known)[number];

export interface SmtpCredentials {
  readonly user: string;
  readonly password: string;
}

/** Those of the offered mechanisms that we speak, in the order in which we use them. */
export function usableMechanisms(keywords: readonly EhloKeyword[]): readonly AuthMechanism[] {
  if (!offers(keywords, 'AUTH')) return [];
  const offered = keywords.flatMap(({ keyword, params }) => (keyword === 'AUTH' ? params : []));
  const names = new Set(offered.map((name) => name.toUpperCase()));
  return known.filter((name) => names.has(name));
}

/**
 * Logs in with the first mechanism, and where that is refused with the next: a server may be unable to use one of them
 * with the passwords that it keeps. Never more than two tries: some servers lock an account after a few.
 * Nothing of the password gets into the transcript, neither as it is nor encoded.
 * @returns the server's last word: 235, or why not. @throws DialogueError; RangeError for CR, LF or NUL in user or password.
 */
export async function logInToSmtp(
  dialogue: SmtpDialogue,
  mechanisms: readonly [AuthMechanism, ...AuthMechanism[]],
  credentials: SmtpCredentials,
): Promise<Reply> {
  if (/[\r\n\0]/.test(credentials.user + credentials.password))
    throw new RangeError('a user name or password cannot contain an end of line');
  dialogue.transcript.hide(credentials.password);
  const [first, second] = mechanisms;
  const reply = await exchange[first](dialogue, credentials);
  return reply.code === 235 || second === undefined ? reply : exchange[second](dialogue, credentials);
}

type Exchange = (dialogue: SmtpDialogue, credentials: SmtpCredentials) => Promise<Reply>;

const exchange: Readonly<Record<AuthMechanism, Exchange>> = {
  'CRAM-MD5': async (dialogue, { user, password }) => {
    const challenge = await dialogue.command('AUTH CRAM-MD5');
    if (challenge.code !== 334) return challenge;
    const question = Buffer.from(challenge.lines.join(''), 'base64');
    const digest = createHmac('md5', password).update(question).digest('hex');
    return hidden(dialogue, encode(`${user} ${digest}`));
  },
  LOGIN: async (dialogue, { user, password }) => {
    const name = await dialogue.command('AUTH LOGIN');
    if (name.code !== 334) return name;
    const secret = await dialogue.command(encode(user));
    return secret.code === 334 ? hidden(dialogue, encode(password)) : secret;
  },
  PLAIN: (dialogue, { user, password }) => {
    const response = encode(`\0${user}\0${password}`);
    dialogue.transcript.hide(response);
    return dialogue.command(`AUTH PLAIN ${response}`);
  },
};

function hidden(dialogue: SmtpDialogue, response: string): Promise<Reply> {
  dialogue.transcript.hide(response);
  return dialogue.command(response);
}

function encode(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
