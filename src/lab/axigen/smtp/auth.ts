import { checkCramMd5, checkPassword, makeChallenge } from '../authentication.js';
import { LogLevel } from '../server-log.js';
import { offeredAuth } from './ehlo.js';
import type { SmtpSession } from './session.js';

/** The client gave the exchange up with `*`, sent no base64, or left. */
const cancelled = Symbol('cancelled');

/** AUTH PLAIN, LOGIN and CRAM-MD5 (RFC 4954). */
export async function authenticate(session: SmtpSession, argument: string): Promise<void> {
  const [name = '', initial] = argument.trim().split(/\s+/);
  const mechanism = name.toLowerCase();
  const offered = offeredAuth(session.offer, session.connection.cipher !== undefined);
  if (!session.extended) return session.reply('503 Send EHLO first');
  if (session.user !== undefined) return session.reply('503 Already authenticated');
  if (session.transaction !== undefined) return session.reply('503 Not during a mail transaction');
  if (!offered.some((type) => type === mechanism))
    return session.reply('504 Unrecognized authentication type');
  const result = await exchange(session, mechanism, initial);
  if (result === cancelled) return session.reply('501 Authentication cancelled');
  if (result === undefined) {
    session.authErrors += 1;
    session.log(LogLevel.warning, `authentication failed from [${session.connection.peerIp}]`);
    return session.reply('535 Authentication failed');
  }
  session.user = result;
  session.variables.set('authuser', result);
  session.log(LogLevel.information, `authenticated as ${result}`);
  session.reply('235 Authentication successful');
}

async function exchange(
  session: SmtpSession,
  mechanism: string,
  initial: string | undefined,
): Promise<string | undefined | typeof cancelled> {
  const { accounts } = session.runtime;
  if (mechanism === 'plain') {
    const response = initial === undefined ? await ask(session, '') : decode(initial);
    if (response === cancelled) return cancelled;
    const [, user = '', password = ''] = response.split('\0');
    return checkPassword(accounts, user, password);
  }
  if (mechanism === 'login') {
    const user = initial === undefined ? await ask(session, 'Username:') : decode(initial);
    if (user === cancelled) return cancelled;
    const password = await ask(session, 'Password:');
    return password === cancelled ? cancelled : checkPassword(accounts, user, password);
  }
  const challenge = makeChallenge(session.host, new Date());
  const answer = await ask(session, challenge);
  return answer === cancelled ? cancelled : checkCramMd5(accounts, challenge, answer);
}

async function ask(session: SmtpSession, question: string): Promise<string | typeof cancelled> {
  session.reply(`334 ${Buffer.from(question, 'latin1').toString('base64')}`);
  const line = await session.secret();
  return line === undefined ? cancelled : decode(line);
}

/** `=` alone stands for an empty response, `*` for giving up. */
function decode(text: string): string | typeof cancelled {
  if (text === '=') return '';
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return cancelled;
  return Buffer.from(text, 'base64').toString('latin1');
}
