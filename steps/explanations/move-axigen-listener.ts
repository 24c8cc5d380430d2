import type { Explanations } from '../../src/model/explanation.js';
import { bothArticles } from '../passages.js';
import { axigenInForceExplanations } from './move-axigen-listener-in-force.js';

const passages = bothArticles('Interconnecting 1');
const perAddress = [...passages, ...bothArticles('Caveat 5')];
const address = '127.0.0.1:2525 (with NOD32) or 127.0.0.1:10026 (with IMSS)';
const oneAddress = 'Behind the scanner every connection comes from one address, 127.0.0.1.';

export const moveAxigenListenerExplanations = {
  'AXIGEN-LISTENER-ADDRESS': {
    title: 'AXIGEN\u2019s one SMTP listener is the one behind the scanner',
    means: `The set of listeners of the SMTP-In service in axigen.cfg has one entry, with the address ${address}.`,
    matters:
      'The scanner needs port 25, and finds AXIGEN on this address. Every other listener lets mail in past the scanner.',
    ifLeft: 'The scanner cannot start on port 25, or mail gets by it.',
    remedy: `In SMTP-In, Listeners: configure one listener with the address ${address}, and remove the others; then save the configuration.`,
    passages,
  },
  'AXIGEN-LISTENER-ENABLED': {
    title: 'The listener is enabled',
    means: 'enable of the listener is yes in axigen.cfg, or is left out, which means yes.',
    matters: 'A listener that is not enabled takes no mail.',
    ifLeft: 'The scanner answers every sender with 421.',
    remedy: 'Set enable of the listener to yes.',
    passages,
  },
  'AXIGEN-LISTENER-RATE': {
    title: 'No limit on new connections that nobody chose',
    means:
      'maxIntervalConnections of the listener is 0 (unlimited) in axigen.cfg, or a limit that was chosen as the article\u2019s Tweaking 2 has it. The default, 600, is no choice.',
    matters: 'All mail comes in through this one listener.',
    ifLeft: 'When more connections come in than the limit allows, senders are turned away.',
    remedy: 'Set maxIntervalConnections to 0, or choose a limit with --max-interval-connections.',
    passages: [...passages, ...bothArticles('Tweaking 2')],
  },
  'AXIGEN-LISTENER-PEER-CONNECTIONS': {
    title: 'As many connections from the scanner as from the world',
    means:
      'peerMaxConnections of the listener is 200 in axigen.cfg. The screenshot of the article on NOD32 shows 20, its text says 200; the text counts.',
    matters: `${oneAddress} The limit for each address is then the limit for all mail.`,
    ifLeft: 'More than 20 senders at the same time are turned away.',
    remedy: 'Set peerMaxConnections to 200.',
    passages: perAddress,
  },
  'AXIGEN-LISTENER-PEER-RATE': {
    title: 'No limit on new connections for each address',
    means: 'peerMaxIntervalConnections of the listener is 0 (unlimited) in axigen.cfg.',
    matters: `${oneAddress} A rate for each address would throttle all mail; maxIntervalConnections is there for that.`,
    ifLeft: 'When much mail comes in, senders are turned away.',
    remedy: 'Set peerMaxIntervalConnections to 0.',
    passages: perAddress,
  },
  'AXIGEN-LISTENER-TLS': {
    title: 'The listener speaks plain SMTP',
    means: 'sslEnable of the listener is no in axigen.cfg, or is left out, which means no.',
    matters: 'The scanner does not speak TLS, neither to the world nor to AXIGEN.',
    ifLeft: 'The scanner cannot talk to AXIGEN, and no mail comes in.',
    remedy: 'Set sslEnable of the listener to no.',
    passages: bothArticles('Caveat 1'),
  },
  'AXIGEN-SERVICE-PEER-CONNECTIONS': {
    title: 'The service does not limit the scanner\u2019s connections either',
    means:
      'Later versions of AXIGEN have limits for the whole SMTP-In service, in serviceAccessControl. Its peerMaxConnections is 200 or more.',
    matters: `${oneAddress} A limit of the service for each address may throttle all mail as one of the listener would.`,
    ifLeft: 'More than 20 senders at the same time may be turned away.',
    remedy: 'Set peerMaxConnections of serviceAccessControl to 200.',
    passages: bothArticles('Caveat 5'),
  },
  'AXIGEN-SERVICE-PEER-RATE': {
    title: 'The service does not limit the scanner\u2019s rate either',
    means:
      'Later versions of AXIGEN have limits for the whole SMTP-In service, in serviceAccessControl. Its peerMaxIntervalConnections is 0 (unlimited).',
    matters: `${oneAddress} A rate of the service for each address may throttle all mail as one of the listener would.`,
    ifLeft: 'When much mail comes in, senders may be turned away.',
    remedy: 'Set peerMaxIntervalConnections of serviceAccessControl to 0.',
    passages: bothArticles('Caveat 5'),
  },
  ...axigenInForceExplanations,
} satisfies Explanations;
