import type { Explanations } from '../../../src/model/explanation.js';
import { imssArticle } from '../../passages.js';

const policies = [imssArticle('Configuring IMSS policies')];
const notifications = [imssArticle('Configuring IMSS policies 1')];

export const setNotificationsExplanations = {
  'IMSS-CONSOLE': {
    title: 'The console of IMSS answers',
    means:
      'The server is asked over TLS for /IMSS.html on port 8445, from the server itself; no certificate is judged, and nobody logs in.',
    matters: 'Policies, actions and notifications of IMSS are set in its console, and nowhere else.',
    ifLeft: 'What IMSS does with viruses and spam can be neither seen nor changed.',
    remedy:
      'See that IMSS runs, give it a minute after a start, and look into its logs. A console of this age may speak a TLS that is not spoken any more: then an older browser is needed.',
    passages: policies,
  },
  'IMSS-CONSOLE-EXPOSED': {
    title: 'Who can reach the console',
    means:
      'It is looked on which addresses port 8445 listens. On 127.0.0.1 only this machine reaches it; on any other address whoever is not kept out by a firewall. Firewalls are not looked at, and whether a password was set cannot be told from outside. Whether a machine outside really gets there is told by OUTSIDE-CONSOLE, where the server is worked on from one.',
    matters:
      'By default the console has no password. Who reaches it can change the policies, so that nothing is scanned any more.',
    ifLeft: 'Anybody on the network may log in to the console.',
    remedy:
      'Set a password in the console, and have a firewall let only the administrators\u2019 machines reach port 8445. Once both are done, waive the finding.',
    passages: policies,
  },
  'IMSS-ADMINISTRATOR': {
    title: 'The administrator\u2019s address is a mailbox here',
    means:
      'AXIGEN is asked, up to RCPT, whether it takes mail for the address that is to get the notifications: the one that --administrator names, else that of the test message. Nothing is sent.',
    matters: 'The article wants a valid mailbox on this AXIGEN, so that what IMSS has to tell arrives.',
    ifLeft: 'Notifications bounce, and nobody learns of it.',
    remedy: 'Name another mailbox with --administrator, or make this one in AXIGEN.',
    passages: notifications,
  },
  'IMSS-NOTIFICATIONS': {
    title: 'IMSS notifies the administrator',
    means:
      'The operator is walked through the console, and asked whether it was done. What its forms send is not known, so the setting is not read back: the operator\u2019s word counts. Where nobody can be asked it stays open; an audit does not ask.',
    matters: 'Notifications are how IMSS tells people what it has found.',
    ifLeft: 'Nobody is told what IMSS finds.',
    remedy:
      'In the console go to Configuration, Event Monitoring, Notification Settings, change the administrator\u2019s email address, save, and click on the red "Apply now" button.',
    passages: notifications,
  },
} satisfies Explanations;
