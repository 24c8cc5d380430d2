import { mailDate } from '../../mail/mail-date.js';

export interface ReceivedFacts {
  readonly helo: string;
  readonly peerIp: string;
  readonly host: string;
  readonly extended: boolean;
  readonly authenticated: boolean;
  readonly cipher: string | undefined;
  readonly id: string;
  readonly now: Date;
}

/** The trace header field that goes on top of a message, with its line ends (form: facts 6). */
export function receivedHeader(facts: ReceivedFacts): string {
  const suffix = `${facts.cipher === undefined ? '' : 'S'}${facts.authenticated ? 'A' : ''}`;
  const protocol = facts.extended ? `ESMTP${suffix}` : 'SMTP';
  const encrypted = facts.cipher === undefined ? '' : `(${facts.cipher} encrypted) `;
  const helo = facts.helo.replace(/[^\x21-\x7e]/g, '?');
  return (
    `Received: from ${helo} (${facts.peerIp}) by ${facts.host} (Axigen)\r\n` +
    `\twith ${encrypted}${protocol} id ${facts.id}; ${mailDate(facts.now)}\r\n`
  );
}

/** How many Received fields a message's header has; many mean a loop. */
export function countReceived(message: Buffer): number {
  const text = message.toString('latin1');
  const blank = /\r?\n\r?\n/.exec(text);
  const header = blank === null ? text : text.slice(0, blank.index);
  return header.match(/^received:/gim)?.length ?? 0;
}
