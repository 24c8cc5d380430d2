import type { Maildrop } from './maildrop.js';
import { popMessage } from './transfer.js';

/** The answer to a command after login: lines, or the bytes of a message that follow "+OK". */
export async function obeyTransaction(
  maildrop: Maildrop,
  verb: string,
  argument: string,
): Promise<readonly string[] | Buffer> {
  switch (verb) {
    case 'NOOP':
      return ['+OK'];
    case 'STAT': {
      const messages = maildrop.list();
      return [`+OK ${messages.length} ${messages.reduce((sum, { message }) => sum + message.size, 0)}`];
    }
    case 'LIST':
      return listing(maildrop, argument, 'size');
    case 'UIDL':
      return listing(maildrop, argument, 'name');
    case 'RSET':
      maildrop.undelete();
      return [`+OK ${maildrop.list().length} messages`];
    case 'RETR':
    case 'TOP':
    case 'DELE':
      return ofMessage(maildrop, verb, argument);
    default:
      return ['-ERR Unrecognized command'];
  }
}

function listing(maildrop: Maildrop, argument: string, what: 'size' | 'name'): readonly string[] {
  if (argument === '') {
    const messages = maildrop.list();
    return [
      `+OK ${messages.length} messages`,
      ...messages.map(({ number, message }) => `${number} ${message[what]}`),
      '.',
    ];
  }
  const message = maildrop.get(argument);
  return message === undefined ? ['-ERR No such message'] : [`+OK ${Number(argument)} ${message[what]}`];
}

async function ofMessage(
  maildrop: Maildrop,
  verb: 'RETR' | 'TOP' | 'DELE',
  argument: string,
): Promise<readonly string[] | Buffer> {
  const [number = '', lines = ''] = argument.split(/\s+/);
  const message = maildrop.get(number);
  if (message === undefined) return ['-ERR No such message'];
  if (verb === 'DELE') {
    maildrop.delete(message);
    return [`+OK Message ${Number(number)} deleted`];
  }
  if (verb === 'TOP' && !/^\d{1,9}$/.test(lines)) return ['-ERR Syntax: TOP message lines'];
  const content = await maildrop.read(message).catch(() => undefined);
  if (content === undefined) return ['-ERR The message is gone'];
  return popMessage(content, verb === 'TOP' ? Number(lines) : undefined);
}
