import { domainOf } from '../accounts.js';
import { delivery, runEvent } from '../policy/run.js';
import { LogLevel } from '../server-log.js';
import { parsePath } from './addresses.js';
import { routeRecipient } from './routing.js';
import type { SmtpSession } from './session.js';

/** MAIL FROM:<address> [SIZE=bytes] [BODY=7BIT|8BITMIME|BINARYMIME] [AUTH=...]. Gives the reply. */
export function mailFrom(session: SmtpSession, argument: string): string {
  if (session.helo === undefined) return '503 Send HELO or EHLO first';
  if (session.transaction !== undefined) return '503 Sender already specified';
  const rest = /^from:(.*)$/i.exec(argument)?.[1];
  if (rest === undefined) return '501 Syntax: MAIL FROM:<address>';
  const path = parsePath(rest);
  if (path === undefined) return '553 Invalid mail address';
  const refusal = refuseParameters(session, path.parameters);
  if (refusal !== undefined) return refusal;
  const binary = path.parameters.get('BODY')?.toUpperCase() === 'BINARYMIME';
  session.transaction = { from: path.address, binary, local: [], remote: [], chunks: [], chunkBytes: 0 };
  session.variables.set('mailfrom', path.address);
  runEvent(session.runtime.policy.script, 'onMailFrom', session.variables);
  return '250 Sender accepted';
}

function refuseParameters(session: SmtpSession, parameters: ReadonlyMap<string, string>): string | undefined {
  const { offer } = session;
  for (const [name, value] of parameters) {
    if (name === 'SIZE') {
      if (!/^\d{1,20}$/.test(value)) return '501 SIZE takes a number of bytes';
      if (Number(value) > session.sizeLimit) return '552 Message exceeds the maximum size allowed';
    } else if (name === 'BODY') {
      const body = value.toUpperCase();
      const allowed =
        body === '7BIT' ||
        (body === '8BITMIME' && offer.allow8bitMime) ||
        (body === 'BINARYMIME' && offer.allowBinaryData);
      if (!allowed) return '504 BODY type not supported';
    } else if (name !== 'AUTH') {
      return '555 Parameter not recognized';
    }
  }
  return undefined;
}

/** RCPT TO:<address>: the policy and the accounts decide. Gives the reply; the texts of refusals are the stand-in's own. */
export function rcptTo(session: SmtpSession, argument: string): string {
  const { transaction, runtime } = session;
  const { accounts } = runtime;
  if (transaction === undefined) return '503 Send MAIL first';
  const rest = /^to:(.*)$/i.exec(argument)?.[1];
  if (rest === undefined) return '501 Syntax: RCPT TO:<address>';
  const path = parsePath(rest);
  if (path === undefined || path.address === '') return '553 Invalid mail address';
  if (path.parameters.size > 0) return '555 Parameter not recognized';
  if (transaction.local.length + transaction.remote.length >= session.offer.maxRCPTCount) {
    return '452 Too many recipients';
  }
  session.variables.set('rcptto', path.address);
  runEvent(runtime.policy.script, 'onRcptTo', session.variables);
  const domain = domainOf(path.address);
  const mailbox = accounts.mailbox(path.address);
  const route = routeRecipient({
    localDomain: domain === '' || accounts.isLocalDomain(domain),
    mailboxExists: mailbox !== undefined,
    authenticated: session.user !== undefined,
    localDelivery: delivery(session.variables, 'localDelivery'),
    remoteDelivery: delivery(session.variables, 'remoteDelivery'),
  });
  if (route === 'denied') {
    session.log(LogLevel.warning, `relay denied for <${path.address}> from [${session.connection.peerIp}]`);
    return `550 <${path.address}> Relay denied`;
  }
  if (route === 'relay') transaction.remote.push(path.address);
  else if (mailbox !== undefined) transaction.local.push(mailbox);
  else return `550 <${path.address}> User unknown`;
  return '250 Recipient accepted';
}
