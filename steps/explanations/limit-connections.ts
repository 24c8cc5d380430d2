import type { Explanations } from '../../src/model/explanation.js';
import { bothArticles } from '../passages.js';

const passages = bothArticles('Tweaking 2');
const matters =
  'Clients from outside connect to the scanner; it closes a connection as soon as AXIGEN closes its own. So AXIGEN\u2019s listener is where connections are limited.';
const outside = 'What AXIGEN does with a value outside of its range is not known.';

export const limitConnectionsExplanations = {
  'AXIGEN-MAX-CONNECTIONS': {
    title: 'Connections at the same time',
    means: `maxConnections of the listener behind the scanner, 1 to 2048, is what was asked for with --max-connections. When nothing was asked for it is shown as it is. ${outside}`,
    matters,
    ifLeft: 'It stays as it is.',
    remedy: 'Set maxConnections in SMTP-In, Listeners.',
    passages,
  },
  'AXIGEN-INTERVAL-CONNECTIONS': {
    title: 'New connections in each interval',
    means: `maxIntervalConnections of the listener behind the scanner, 0 to 100000, 0 for no limit, is what was asked for with --max-interval-connections. When nothing was asked for it is shown as it is. ${outside}`,
    matters,
    ifLeft: 'It stays as it is.',
    remedy: 'Set maxIntervalConnections in SMTP-In, Listeners.',
    passages: [...passages, ...bothArticles('Caveat 5')],
  },
  'AXIGEN-TIME-INTERVAL': {
    title: 'The interval in which new connections are counted',
    means: `timeInterval of the listener behind the scanner, 30 to 86400 seconds, is what was asked for with --time-interval. When nothing was asked for it is shown as it is. ${outside}`,
    matters,
    ifLeft: 'It stays as it is.',
    remedy: 'Set timeInterval in SMTP-In, Listeners.',
    passages,
  },
} satisfies Explanations;
