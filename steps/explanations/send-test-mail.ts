import type { Explanations } from '../../src/model/explanation.js';
import { imssArticle, nod32Article } from '../passages.js';

export const sendTestMailExplanations = {
  'TEST-MAIL-HEADER': {
    title: 'A message that went through the scanner',
    means:
      'A message with a number of its own is sent through port 25 to a mailbox on this server, and looked for there: over POP3 where the password of the mailbox was given, else by the operator. It must carry the scanner\u2019s header: X-Virus-Scanner of NOD32, X-imss-version of IMSS. That of IMSS comes from its anti-spam module; while that is off it may be missing, so its absence proves nothing, unless another program has port 25.',
    matters:
      'It is the only proof that mail is both delivered and scanned. Everything else shows that it should be.',
    ifLeft:
      'When the message does not arrive, no other does. When it arrives without the header, mail may go past the scanner, and viruses with it.',
    remedy:
      'When it was refused, read the reply and AXIGEN\u2019s log. When it did not arrive, look into AXIGEN\u2019s queue. When it arrived without the header, look who holds port 25, and whether the scanner has been told not to write it: NOD32 in nod32.cfg, IMSS in its console (anti-spam). Without the password of the mailbox nobody looks: give --mailbox-password-file, or look for the message yourself.',
    passages: [nod32Article('Interconnecting 4'), imssArticle('Interconnecting 5')],
  },
} satisfies Explanations;
