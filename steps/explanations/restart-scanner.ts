import type { Explanations } from '../../src/model/explanation.js';
import { nod32Article } from '../passages.js';

const passages = [nod32Article('Interconnecting 2')];
const restart = '/etc/init.d/nod32d restart && /etc/init.d/nod32smtp restart';

export const restartScannerExplanations = {
  'NOD32-SERVICES': {
    title: 'Both services of the scanner run',
    means: 'nod32d and nod32smtp are in the list of processes. One that has ended does not count.',
    matters: 'nod32smtp takes the mail and nod32d scans it: without either no mail comes in.',
    ifLeft: 'Every sender is turned away, or mail waits at other servers and comes back after some days.',
    remedy: `${restart}. If one does not stay, the reason is in /var/log (maillog, mail.log or messages); often it is the licence.`,
    passages,
  },
  'NOD32-LISTENING': {
    title: 'The scanner holds port 25',
    means: 'nod32smtp itself listens on port 25 on all addresses, as netstat shows it.',
    matters:
      'That is what runs, not what a file says: as long as another program holds the port, mail does not pass through the scanner.',
    ifLeft: 'Mail comes in unscanned, or not at all.',
    remedy: `See who holds it (netstat -ltnp), move that away, then ${restart}.`,
    passages,
  },
  'NOD32-PASSES-ON': {
    title: 'Who connects to port 25 gets through to AXIGEN',
    means: 'A connection to port 25 of this machine is made; it must be greeted with 220.',
    matters: 'A scanner that listens but does not reach AXIGEN answers with 421 and takes nothing.',
    ifLeft: 'No mail comes in.',
    remedy:
      'Compare server_addr and server_port in nod32.cfg with AXIGEN\u2019s listener, and see that AXIGEN runs.',
    passages: [...passages, nod32Article('Interconnecting 3')],
  },
  'NOD32-RESTART': {
    title: 'The scanner has read its file as it is',
    means:
      'The time at which nod32.cfg was changed is compared with the time since which nod32d and nod32smtp run. Differences of up to two seconds say nothing. Where this server does not tell the times, or its clock cannot be right, nothing is claimed.',
    matters:
      'They read nod32.cfg when they start. A file that was changed since then is configured, but not running.',
    ifLeft:
      'The scanner goes on with its old settings, until it is started for another reason, perhaps in months: then they change at a time when nobody thinks of it.',
    remedy: `${restart}. A reload of nod32d alone is not seen here; restart it to be sure.`,
    passages: [...passages, nod32Article('Tweaking 3')],
  },
} satisfies Explanations;
