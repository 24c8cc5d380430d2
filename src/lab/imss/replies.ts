import type { ProxyReplies } from '../proxy/rules.js';

/** The article quotes this one, for a proxy that cannot connect to the mail server. */
export const configurationError = '421 Internal configuration error\r\n';

/** The article's first banner line; the mail server's own follows it. */
export const bannerLine = '220-TrendMicro IMSS SMTP proxy\r\n';

/** These are the stand-in's own: how the real one words them is not known. */
export const notAllowed = '554 Client address is not allowed to connect (IMSS stand-in)\r\n';
export const notImplemented = '502 Command is not implemented (IMSS stand-in)\r\n';
export const noBinaryMime = '555 BODY=BINARYMIME is not supported (IMSS stand-in)\r\n';

export const replies: ProxyReplies = {
  startInput: '354 Enter mail, end with "." on a line by itself\r\n',
  notUnderstood: '500 Line is not understood, closing connection (IMSS stand-in)\r\n',
  tooLarge: '552 Message is too large (IMSS stand-in)\r\n',
  scannerAway: '451 Message could not be scanned, try again later (IMSS stand-in)\r\n',
  localTrouble: '451 Local error in processing, try again later (IMSS stand-in)\r\n',
};
