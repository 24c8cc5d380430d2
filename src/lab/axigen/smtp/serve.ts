import type { CommandConnection } from '../../mail/command-connection.js';
import type { SmtpConfig } from '../config/server-config.js';
import type { Runtime } from '../runtime.js';
import { LogLevel } from '../server-log.js';
import { authenticate } from './auth.js';
import { ehloReply } from './ehlo.js';
import { mailFrom, rcptTo } from './envelope.js';
import { bdat, data } from './message.js';
import { SmtpSession } from './session.js';
import { banner, serverName } from './words.js';

/** Talks SMTP with one client until it quits, leaves or has made too many errors. */
export async function serveSmtp(
  connection: CommandConnection,
  runtime: Runtime,
  config: SmtpConfig,
  number: string,
): Promise<void> {
  const session = new SmtpSession(connection, runtime, config, number);
  session.reply(...banner(session.generation, session.host, session.variables));
  for (;;) {
    const line = await session.command();
    if (line === undefined) return;
    const [, verb = '', argument = ''] = /^\s*(\S*)\s*(.*?)\s*$/.exec(line.text) ?? [];
    if (line.tooLong) session.reply('500 Line too long');
    else if (!(await obey(session, verb.toUpperCase(), argument, line.bareNewline))) return;
    if (session.tooManyErrors) {
      session.log(LogLevel.warning, `too many errors from [${connection.peerIp}]`);
      return session.reply(`421 ${session.host} too many errors, closing connection`);
    }
  }
}

/** Carries out one command. Gives false when the conversation is over. */
async function obey(
  session: SmtpSession,
  verb: string,
  argument: string,
  bareNewline: boolean,
): Promise<boolean> {
  const { host } = session;
  const name = serverName(session.generation);
  const encrypted = session.connection.cipher !== undefined;
  switch (verb) {
    case 'EHLO':
    case 'HELO':
      if (argument === '') session.reply(`501 Syntax: ${verb} hostname`);
      else {
        session.greet(argument.split(/\s/, 1)[0] ?? argument, verb === 'EHLO');
        if (verb === 'EHLO') session.reply(...ehloReply(name, host, session.offer, encrypted));
        else session.reply(`250 ${host} ${name} ESMTP hello`);
      }
      return true;
    case 'MAIL':
      session.reply(mailFrom(session, argument));
      return true;
    case 'RCPT':
      session.reply(rcptTo(session, argument));
      return true;
    case 'DATA':
      return data(session, bareNewline);
    case 'BDAT':
      return bdat(session, argument);
    case 'AUTH':
      await authenticate(session, argument);
      return true;
    case 'STARTTLS':
      return startTls(session);
    case 'RSET':
      session.transaction = undefined;
      session.reply('250 Reset done');
      return true;
    case 'NOOP':
      session.reply('250 OK');
      return true;
    case 'VRFY':
      session.reply('252 Cannot VRFY user, but will accept message and attempt delivery');
      return true;
    case 'HELP':
      session.reply(
        '214-Commands: HELO EHLO MAIL RCPT DATA BDAT RSET NOOP VRFY HELP AUTH STARTTLS QUIT',
        '214 End of HELP info',
      );
      return true;
    case 'QUIT':
      session.reply(`221-${host} ${name} ESMTP is closing connection`, '221 Good bye');
      return false;
    default:
      session.reply('500 Unrecognized command');
      return true;
  }
}

async function startTls(session: SmtpSession): Promise<boolean> {
  const { connection, offer, runtime } = session;
  if (!offer.allowStartTLS || connection.cipher !== undefined) {
    session.reply('502 Command not implemented');
    return true;
  }
  session.reply('220 Ready to start TLS');
  try {
    await connection.startTls(runtime.certificate);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    session.log(LogLevel.error, `TLS handshake failed with [${connection.peerIp}]: ${reason}`);
    return false;
  }
  session.forget();
  return true;
}
