import type { Explanations } from '../../src/model/explanation.js';
import { imssArticle, nod32Article } from '../passages.js';

export const telnetVerifyExplanations = {
  'SMTP-BANNER': {
    title: 'The greeting on port 25',
    means:
      'A connection to port 25 of the server is opened, as the article does with telnet, and the greeting is read. It must be a 220 whose last line names AXIGEN: the scanner has taken the connection and passes on what AXIGEN says. IMSS puts a line of its own before it (220-TrendMicro IMSS SMTP proxy); NOD32 has none.',
    matters:
      'It is the whole way in one line: client, scanner, AXIGEN. Nothing else shows so quickly that mail can come in.',
    ifLeft:
      'A 421, or no word at all, means that no mail comes in. Other servers keep it and try again for some days, then their senders get it back.',
    remedy:
      'At 421 the scanner does not reach AXIGEN: compare where it hands mail on (nod32.cfg: server_addr and server_port; imss.ini: the downstream address and port) with AXIGEN\u2019s listener. When nothing answers, look with netstat -ltnp who holds port 25, and start the scanner. A 220 that does not name AXIGEN may be a greeting that somebody has changed: make sure who answers there. With IMSS, a greeting without its line is not from IMSS.',
    passages: [nod32Article('Interconnecting 3'), imssArticle('Interconnecting 4')],
  },
} satisfies Explanations;
