import type { AuthType, SmtpOffer } from '../config/client.js';

/** What of AUTH is open to a client on this connection. */
export function offeredAuth(offer: SmtpOffer, encrypted: boolean): readonly AuthType[] {
  return encrypted ? offer.secureConnAuthTypes : offer.plainConnAuthTypes;
}

/** The lines of the answer to EHLO by a server that calls itself `name`, in the order that was seen of the real server (facts 6). */
export function ehloReply(name: string, host: string, offer: SmtpOffer, encrypted: boolean): string[] {
  const auth = offeredAuth(offer, encrypted).join(' ').toUpperCase();
  const keywords = [
    offer.allowPipelining ? 'PIPELINING' : '',
    auth === '' ? '' : `AUTH ${auth}`,
    // The form with "=" is for mail programs of before RFC 2554.
    auth === '' ? '' : `AUTH=${auth}`,
    offer.allow8bitMime ? '8BITMIME' : '',
    offer.allowBinaryData ? 'BINARYMIME' : '',
    offer.allowBinaryData ? 'CHUNKING' : '',
    `SIZE ${offer.maxDataSize * 1024}`,
    offer.allowStartTLS && !encrypted ? 'STARTTLS' : '',
    'HELP',
  ];
  return [
    `250-${host} ${name} ESMTP hello`,
    ...keywords.filter((keyword) => keyword !== '').map((keyword) => `250-${keyword}`),
    '250 OK',
  ];
}
