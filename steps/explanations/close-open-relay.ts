import type { Explanations } from '../../src/model/explanation.js';
import { bothArticles } from '../passages.js';

const passages = bothArticles('Caveat 4');
const nothingSent = 'It is asked up to the recipient; no message is sent.';

export const closeOpenRelayExplanations = {
  'RELAY-POLICY': {
    title: 'No rule lets connections from 127.0.0.1 relay',
    means:
      'The SMTP policy file is followed from each event, through conditions and methods: no way leads a connection from 127.0.0.1 to set (remoteDelivery, "all").',
    matters:
      'AXIGEN\u2019s Configuration Wizard writes such a rule. Behind the scanner every connection comes from 127.0.0.1, so it lets everybody relay.',
    ifLeft:
      'The server is an open relay from the moment the scanner owns port 25: it sends other people\u2019s spam, and is on every block list within hours.',
    remedy:
      'Remove the lines that are named from the SMTP policy file. Other networks in the same rule may stay.',
    passages,
  },
  'RELAY-PROBE': {
    title: 'Mail from a stranger to a stranger is refused',
    means: `Port 25 is asked to take mail from one foreign address to another. ${nothingSent}`,
    matters:
      'It is the proof: a rule may stand somewhere that nobody has looked at, or the server may not have read its file.',
    ifLeft: 'The server sends other people\u2019s spam, and is on every block list within hours.',
    remedy: 'Restart AXIGEN if its policy file is right; else find what sets remoteDelivery to "all".',
    passages,
  },
  'RELAY-LOCAL': {
    title: 'Mail from a stranger to this server is taken',
    means: `Port 25 is asked to take mail from a foreign address to the mailbox that was given with --recipient. ${nothingSent}`,
    matters: 'Closing the relay must not keep out the mail that is meant for this server.',
    ifLeft: 'No mail from outside arrives.',
    remedy:
      'See that the mailbox is there, and that localDelivery is "all" in the SMTP policy file. When mail is only put off (4xx): AXIGEN sees every sender as 127.0.0.1, so switch its greylisting and lookups off.',
    passages,
  },
  'RELAY-AUTH': {
    title: 'Who has logged in may still send everywhere',
    means: `On port 25 the mailbox logs in with its password (AUTH), and asks to send to a foreign address. ${nothingSent} It needs --mailbox-user and --mailbox-password-file.`,
    matters:
      'The users of this server send their mail through port 25 too. Behind the scanner nothing but a login tells them from strangers.',
    ifLeft: 'The users of this server cannot send mail to the outside.',
    remedy:
      'See which logins AXIGEN allows on a plain connection, and that remoteDelivery is "auth" in the SMTP policy file.',
    passages,
  },
} satisfies Explanations;
