import type { ProxyReplies } from '../proxy/rules.js';
import type { Action } from './option-reader.js';

/** The one reply of nod32smtp that the article quotes. */
export const connectError = '421 nod32smtp: server connect error, closing connection\r\n';

/** These are the stand-in's own: how the real one words them is not known. */
export const replies: ProxyReplies = {
  startInput: '354 Start mail input; end with <CRLF>.<CRLF>\r\n',
  notUnderstood: '500 5.5.2 nod32smtp: not understood, closing connection\r\n',
  tooLarge: '552 5.3.4 nod32smtp: message too large\r\n',
  scannerAway: '451 4.3.0 nod32smtp: the scanner is not available, try again later\r\n',
  localTrouble: '451 4.3.0 nod32smtp: local error in processing, try again later\r\n',
};

/** The reply to a message that is not passed on. */
export function blockedReply(action: Exclude<Action, 'accept'>, reason: string): string {
  const why = reason.replace(/[^ -~]/g, '?').slice(0, 200);
  switch (action) {
    case 'reject':
      return `554 5.7.1 nod32smtp: message rejected (${why})\r\n`;
    case 'defer':
      return `451 4.7.1 nod32smtp: message deferred (${why})\r\n`;
    case 'discard':
      return '250 2.0.0 nod32smtp: message accepted\r\n';
  }
}
