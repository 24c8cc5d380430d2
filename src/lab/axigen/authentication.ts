import { createHash, createHmac } from 'node:crypto';
import type { Accounts } from './accounts.js';

/** The mailbox whose password this is, or undefined. */
export function checkPassword(accounts: Accounts, name: string, password: string): string | undefined {
  const address = accounts.mailbox(name);
  return address !== undefined && accounts.password(address) === password ? address : undefined;
}

/** CRAM-MD5 (RFC 2195): `name digest` in answer to a challenge. */
export function checkCramMd5(accounts: Accounts, challenge: string, answer: string): string | undefined {
  const space = answer.lastIndexOf(' ');
  const address = accounts.mailbox(answer.slice(0, Math.max(space, 0)));
  const password = address === undefined ? undefined : accounts.password(address);
  if (password === undefined) return undefined;
  const digest = createHmac('md5', Buffer.from(password, 'latin1')).update(challenge).digest('hex');
  return answer.slice(space + 1).toLowerCase() === digest ? address : undefined;
}

/** APOP (RFC 1939): the MD5 of the banner's key and the password. */
export function checkApop(accounts: Accounts, key: string, name: string, digest: string): string | undefined {
  const address = accounts.mailbox(name);
  const password = address === undefined ? undefined : accounts.password(address);
  if (password === undefined) return undefined;
  const wanted = createHash('md5')
    .update(Buffer.from(key + password, 'latin1'))
    .digest('hex');
  return digest.toLowerCase() === wanted ? address : undefined;
}

let challenges = 0;

/** A challenge that is never given twice, of the form of a message id. */
export function makeChallenge(host: string, now: Date): string {
  challenges += 1;
  return `<${process.pid}${challenges}.${now.getTime()}@${host}>`;
}
