import type { Explanations } from '../../../src/model/explanation.js';
import { imssArticle } from '../../passages.js';

const passages = [imssArticle('Interconnecting 3')];
const restart = '/etc/init.d/S99ISIMSS restart';
const log = 'the folder log below the folder of IMSS';

export const imssRestartExplanations = {
  'IMSS-SERVICES': {
    title: 'IMSS runs',
    means:
      'A program that lies below the folder of IMSS is in the list of processes: the names of its programs are not known. One that has ended does not count.',
    matters: 'It takes the mail and scans it: without it no mail comes in.',
    ifLeft: 'Every sender is turned away, or mail waits at other servers and comes back after some days.',
    remedy: `${restart}. If it does not stay, the reason is in ${log}.`,
    passages,
  },
  'IMSS-LISTENING': {
    title: 'IMSS holds port 25',
    means: 'A program of IMSS listens on port 25 on all addresses, as netstat shows it.',
    matters:
      'That is what runs, not what a file says: as long as another program holds the port, mail does not pass through IMSS.',
    ifLeft: 'Mail comes in unscanned, or not at all.',
    remedy: `See who holds it (netstat -ltnp), move that away, then ${restart}. It may need half a minute.`,
    passages,
  },
  'IMSS-PASSES-ON': {
    title: 'Who connects to port 25 gets through to AXIGEN',
    means: 'A connection to port 25 of this machine is made; it must be greeted with 220.',
    matters: 'An IMSS that listens but does not reach AXIGEN answers with 421 and takes nothing.',
    ifLeft: 'No mail comes in.',
    remedy:
      'Compare the address and port to which imss.ini has IMSS hand mail on with AXIGEN\u2019s listener, 127.0.0.1:10026, and see that AXIGEN runs.',
    passages: [...passages, imssArticle('Interconnecting 4')],
  },
  'IMSS-RESTART': {
    title: 'IMSS has read its file as it is',
    means:
      'The time at which imss.ini was changed is compared with the time since which the program that takes the mail runs. Differences of up to two seconds say nothing. Where this server does not tell the times, or its clock cannot be right, nothing is claimed.',
    matters:
      'IMSS reads imss.ini when it starts. A file that was changed since then is configured, but not running.',
    ifLeft:
      'IMSS goes on with its old settings, until it is started for another reason, perhaps in months: then they change at a time when nobody thinks of it.',
    remedy: `${restart}, and half a minute of patience.`,
    passages: [...passages, imssArticle('Tweaking 1')],
  },
} satisfies Explanations;
