import type { Explanations } from '../../src/model/explanation.js';
import { nod32Article } from '../passages.js';

export const sendTestMailExplanations = {
  'TEST-MAIL-HEADER': {
    title: 'A message that went through the scanner',
    means:
      'A message with a number of its own is sent through port 25 to a mailbox on this server, and looked for there: over POP3 where the password of the mailbox was given, else by the operator. It must carry the header X-Virus-Scanner that NOD32 writes into every message it has scanned.',
    matters:
      'It is the only proof that mail is both delivered and scanned. Everything else shows that it should be.',
    ifLeft:
      'When the message does not arrive, no other does. When it arrives without the header, mail goes past the scanner, and viruses with it.',
    remedy:
      'When it was refused, read the reply and AXIGEN\u2019s log. When it did not arrive, look into AXIGEN\u2019s queue. When it arrived without the header, look who holds port 25, and whether nod32.cfg has been changed so that the header is not written. Without the password of the mailbox nobody looks: give --mailbox-password-file, or look for the message yourself.',
    passages: [nod32Article('Interconnecting 4')],
  },
} satisfies Explanations;
