import type { Explanations } from '../../src/model/explanation.js';
import { bothArticles, imssArticle, nod32Article } from '../passages.js';

const looked =
  'When the server is worked on over SSH, the machine on which gateway-setup runs is a second place to look from.';
const firewall =
  'A firewall that keeps silent, or says no on the way, tells nothing of others, so it is unknown and not ok.';
const another =
  'When the greeting of port 25 from outside is not the one that the server itself gets, another machine answers at that address: then this says nothing of the server.';
const refused = `When the machine itself refuses the connection it is closed. ${firewall} ${another}`;

/** What other mail servers get on port 25. */
export const bannerFromOutsideExplanations = {
  'OUTSIDE-BANNER': {
    title: 'The greeting on port 25, seen from outside',
    means: `${looked} From there a connection to port 25 is opened and the greeting is read. It must be a 220, the same that the server itself gets. ${firewall}`,
    matters:
      'Mail comes in from outside. A scanner that listens on the wrong address, or a firewall, keeps it out although everything is well on the server itself.',
    ifLeft: 'Mail from others may never arrive, or may arrive at another machine.',
    remedy:
      'When it is refused: have the firewall let everybody connect to port 25, and see that the scanner listens on all addresses. When nothing answers: many home and office networks let nobody connect to port 25 outside, so try from another network. When another machine answers: find out which, and whether mail is meant to come in through it; if it is, waive this finding.',
    passages: [nod32Article('Interconnecting 3'), imssArticle('Interconnecting 4')],
  },
} satisfies Explanations;

export const startTlsFromOutsideExplanations = {
  'OUTSIDE-STARTTLS': {
    title: 'Port 25 does not offer STARTTLS, seen from outside',
    means: `${looked} From there EHLO is said on port 25 once the scanner owns it. ${firewall} ${another}`,
    matters: 'Neither scanner supports TLS. What other mail servers are offered is what they try.',
    ifLeft: 'Senders that use TLS where it is offered cannot deliver their mail.',
    remedy:
      'When the server itself is offered it as well, do what SMTP-STARTTLS says. When it is not, something on the way offers it: find out which machine answers there.',
    passages: [nod32Article('Tweaking 1'), ...bothArticles('Caveat 1')],
  },
} satisfies Explanations;

export const relayFromOutsideExplanations = {
  'OUTSIDE-RELAY': {
    title: 'Mail from a stranger to a stranger is refused, seen from outside',
    means: `${looked} From there port 25 is asked to take mail from one foreign address to another. It is asked up to the recipient; no message is sent. To be put off (4xx) is no refusal. ${firewall} ${another}`,
    matters:
      'That is where spam would come from. It is the worst that can be found: setup never ends well with it, and takes the handover back when it was not so before.',
    ifLeft: 'The server sends other people\u2019s spam, and is on every block list within hours.',
    remedy:
      'Keep others away from port 25 until it is closed. Do what RELAY-PROBE and RELAY-POLICY say; when those are good, look at the networks that the scanner itself relays for. If the machine that looks is in such a network, ask again from another one.',
    passages: bothArticles('Caveat 4'),
  },
} satisfies Explanations;

const interconnecting = bothArticles('Interconnecting 1');

export const axigenFromOutsideExplanations = {
  'OUTSIDE-BACKEND': {
    title: 'The port behind the scanner cannot be reached from outside',
    means: `${looked} From there a connection to port 2525 (with NOD32) or 10026 (with IMSS) is tried. ${refused}`,
    matters:
      'Whoever reaches this port brings mail in past the scanner, and to AXIGEN looks like anybody else who connects.',
    ifLeft: 'Viruses and spam come in unscanned, by a way that is easily found.',
    remedy:
      'Give AXIGEN\u2019s listener the address 127.0.0.1. If it has that already, look for what passes connections on to it, such as a forwarding rule or a tunnel.',
    passages: interconnecting,
  },
  'OUTSIDE-AXIGEN-CLI': {
    title: 'AXIGEN\u2019s command line cannot be reached from outside',
    means: `${looked} From there a connection to port 7000 is tried, where something listens on it. ${refused}`,
    matters:
      'Who has the password of its user admin can change everything there, and the password goes over the network unprotected.',
    ifLeft: 'Anybody may guess at the password, and whoever listens on the network reads it.',
    remedy:
      'Give the listener of the service cli the address 127.0.0.1:7000, or close the port in the firewall. Where others are meant to reach it, waive the finding.',
    passages: interconnecting,
  },
} satisfies Explanations;

export const consoleFromOutsideExplanations = {
  'OUTSIDE-CONSOLE': {
    title: 'Whether the console of IMSS can be reached from outside',
    means: `${looked} From there a connection to port 8445 is tried; nobody logs in. IMSS-CONSOLE-EXPOSED tells on which addresses it listens; this tells whether one machine really gets there. ${refused}`,
    matters:
      'By default the console has no password. Who reaches it can change the policies, so that nothing is scanned any more. The article has the administrator open it by the server\u2019s address, so the machine that looks may be meant to reach it: nobody can tell that from here.',
    ifLeft: 'Anybody on the network may log in to the console.',
    remedy:
      'Set a password in the console, and have a firewall let only the administrators\u2019 machines reach port 8445. Once both are done, waive this finding and IMSS-CONSOLE-EXPOSED.',
    passages: [imssArticle('Configuring IMSS policies')],
  },
} satisfies Explanations;
