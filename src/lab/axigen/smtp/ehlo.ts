import type { AuthType, SmtpClient } from '../config/client.js';

/** What of AUTH is open to a client on this connection. */
export function offeredAuth(client: SmtpClient, encrypted: boolean): readonly AuthType[] {
  return encrypted ? client.secureConnAuthTypes : client.plainConnAuthTypes;
}

/** The lines of the answer to EHLO, in the order that was seen of the real server (facts 6). */
export function ehloReply(host: string, client: SmtpClient, encrypted: boolean): string[] {
  const auth = offeredAuth(client, encrypted).join(' ').toUpperCase();
  const keywords = [
    client.allowPipelining ? 'PIPELINING' : '',
    auth === '' ? '' : `AUTH ${auth}`,
    // The form with "=" is for mail programs of before RFC 2554.
    auth === '' ? '' : `AUTH=${auth}`,
    client.allow8bitMime ? '8BITMIME' : '',
    client.allowBinaryData ? 'BINARYMIME' : '',
    client.allowBinaryData ? 'CHUNKING' : '',
    `SIZE ${client.maxDataSize * 1024}`,
    client.allowStartTLS && !encrypted ? 'STARTTLS' : '',
    'HELP',
  ];
  return [
    `250-${host} AXIGEN ESMTP hello`,
    ...keywords.filter((keyword) => keyword !== '').map((keyword) => `250-${keyword}`),
    '250 OK',
  ];
}
