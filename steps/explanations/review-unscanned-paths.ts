import type { Explanations } from '../../src/model/explanation.js';
import { bothArticles } from '../passages.js';

const passages = bothArticles('Caveat 2');

export const reviewUnscannedPathsExplanations = {
  'UNSCANNED-LISTENERS': {
    title: 'Other listeners for SMTP',
    means:
      'SMTP-In listeners in axigen.cfg other than the one behind the scanner, and whoever listens on ports 465 and 587.',
    matters: 'Only what comes in through port 25 passes the scanner.',
    ifLeft:
      'What comes in there reaches the mailboxes without having been scanned, above all from infected computers of the server\u2019s own users.',
    remedy: 'Have the mail programs send to port 25, and remove the other listeners.',
    passages: [...passages, ...bothArticles('Interconnecting 1')],
  },
  'UNSCANNED-WEBMAIL': {
    title: 'Mail that is written in webmail',
    means:
      'Whether webmail is among the services in axigen.cfg, or AXIGEN listens on the port that is configured for it.',
    matters: 'Webmail hands its messages to AXIGEN directly, not through port 25.',
    ifLeft: 'A virus that is attached in webmail reaches the other mailboxes of this server, and the world.',
    remedy:
      'If nobody needs webmail, take it out of the services. Otherwise have a scanner on the computers of those who use it.',
    passages,
  },
  'UNSCANNED-BACKEND': {
    title: 'The port behind the scanner is closed to others',
    means:
      '`netstat -ltnp` shows the port behind the scanner, 2525 (with NOD32) or 10026 (with IMSS), open on 127.0.0.1 only, and held by AXIGEN.',
    matters:
      'Whoever reaches this port brings mail in past the scanner; through AXIGEN\u2019s eyes it comes from the scanner.',
    ifLeft: 'Spammers and worms find the port, and their mail is not scanned.',
    remedy:
      'Give the listener the address 127.0.0.1:2525, or 127.0.0.1:10026 with IMSS; until then close the port in the firewall.',
    passages,
  },
} satisfies Explanations;
