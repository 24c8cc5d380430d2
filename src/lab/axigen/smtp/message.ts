import { LogLevel } from '../server-log.js';
import { readChunk, readData } from './data.js';
import { countReceived, receivedHeader } from './received.js';
import type { SmtpSession, Transaction } from './session.js';

const tooLargeReply = '552 Message exceeds the maximum size allowed';

/** DATA. Gives false when the client left in the middle: then nothing is delivered. */
export async function data(session: SmtpSession, bareNewlines: boolean): Promise<boolean> {
  const transaction = readyTransaction(session);
  if (transaction === undefined) return true;
  if (transaction.binary || transaction.chunkBytes > 0) {
    session.reply('503 Use BDAT for this message');
    return true;
  }
  session.reply('354 Ready to receive data; remember <CRLF>.<CRLF>');
  const received = await readData(session.connection.reader, session.sizeLimit, bareNewlines);
  if (received === undefined) return false;
  session.transaction = undefined;
  if (received.tooLarge) session.reply(tooLargeReply);
  else await deliver(session, transaction, received.message);
  return true;
}

/** BDAT bytes [LAST] (RFC 3030). The bytes are always read, so that they are never taken for commands. */
export async function bdat(session: SmtpSession, argument: string): Promise<boolean> {
  const found = /^(\d{1,15})(\s+last)?\s*$/i.exec(argument);
  if (found === null) {
    session.reply('501 Syntax: BDAT bytes [LAST]');
    return true;
  }
  const length = Number(found[1]);
  const room = Math.max(0, session.sizeLimit - (session.transaction?.chunkBytes ?? 0));
  const chunk = await readChunk(session.connection.reader, length, room);
  if (chunk === undefined) return false;
  if (!session.offer.allowBinaryData) {
    session.reply('502 Command not implemented');
    return true;
  }
  const transaction = readyTransaction(session);
  if (transaction === undefined) return true;
  if (length > room) {
    session.transaction = undefined;
    session.reply(tooLargeReply);
    return true;
  }
  transaction.chunks.push(chunk);
  transaction.chunkBytes += length;
  if (found[2] === undefined) {
    session.reply(`250 ${length} octets received`);
    return true;
  }
  session.transaction = undefined;
  await deliver(session, transaction, Buffer.concat(transaction.chunks));
  return true;
}

function readyTransaction(session: SmtpSession): Transaction | undefined {
  const { transaction } = session;
  if (transaction === undefined) session.reply('503 Send MAIL first');
  else if (transaction.local.length + transaction.remote.length === 0) session.reply('503 Send RCPT first');
  else return transaction;
  return undefined;
}

async function deliver(session: SmtpSession, transaction: Transaction, message: Buffer): Promise<void> {
  const { store } = session.runtime;
  if (countReceived(message) > session.config.maxReceivedHeaders) {
    return session.reply('554 Too many Received headers: mail loop');
  }
  const id = store.nextId();
  const now = new Date();
  const trace = receivedHeader({
    helo: session.helo ?? '',
    peerIp: session.connection.peerIp,
    host: session.host,
    extended: session.extended,
    authenticated: session.user !== undefined,
    cipher: session.connection.cipher,
    id,
    now,
  });
  const { from, local, remote } = transaction;
  try {
    await store.deliver(
      id,
      { from, local, remote },
      Buffer.concat([Buffer.from(trace, 'latin1'), message]),
      now,
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    session.log(LogLevel.error, `mail ${id} could not be stored: ${reason}`);
    return session.reply('452 Insufficient system storage');
  }
  session.mailCount += 1;
  const recipients = [...local, ...remote].map((address) => `<${address}>`).join(' ');
  session.log(
    LogLevel.information,
    `received from [${session.connection.peerIp}] sender <${from}> recipients ${recipients} size ${message.length} enqueued with id ${id}`,
  );
  session.reply('250 Mail queued for delivery');
}
