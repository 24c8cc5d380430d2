import type { Explanations } from '../../../src/model/explanation.js';
import { imssArticle } from '../../passages.js';

const passages = [imssArticle('Interconnecting 2')];
const repeated =
  'An option that is set more than once, differently, is not right either: which line counts is not known.';
const restart = 'Then restart IMSS (/etc/init.d/S99ISIMSS restart): it reads the file only when it starts.';

export const imssConfigExplanations = {
  'IMSS-CLIENT-IP': {
    title: 'IMSS takes mail from every address',
    means:
      'No line of the section [smtp] of imss.ini sets smtp_allow_client_ip. A line that is commented out with # does not count. One in another section, or with its name in capitals, is named as a risk: whether IMSS goes by it is not known, and connections from this machine would not show it.',
    matters:
      'With that option IMSS verifies the address of each client, and turns away those it does not list.',
    ifLeft: 'Once AXIGEN has left port 25, the mail servers of others are turned away.',
    remedy: `Put # at the beginning of that line. ${restart}`,
    passages,
  },
  'IMSS-PROXY-PORT': {
    title: 'IMSS takes mail on port 25',
    means: `In the section of imss.ini that has proxy_service=SMTP_SERVICE, mostly [socket1], proxy_port is 25. There must be just one such section; that of SMTP_REPROCESS is another one. ${repeated}`,
    matters: 'Other mail servers deliver to port 25 and to no other. As installed it is 10025.',
    ifLeft: 'No mail passes through IMSS; once AXIGEN has left port 25, none comes in at all.',
    remedy: `Set proxy_port=25 below proxy_service=SMTP_SERVICE. ${restart}`,
    passages,
  },
  'IMSS-PROXY-ADDRESS': {
    title: 'IMSS takes mail on all addresses',
    means: `proxy_smtp_server_ip is 0.0.0.0 in every section of imss.ini that sets it. The article does not say in which section it stands, so it is looked for in all of them; where it stands in none, it is not added. ${repeated}`,
    matters: 'As installed it is 127.0.0.1: then only this machine itself can reach IMSS.',
    ifLeft: 'Once AXIGEN has left port 25, no mail comes in from outside.',
    remedy: `Set proxy_smtp_server_ip=0.0.0.0. Where the file does not have it, the IMSS manual says to which section it belongs. ${restart}`,
    passages,
  },
  'IMSS-POP3-PROXY': {
    title: 'IMSS does not stand in front of POP3',
    means:
      'pop3_enable_proxy in the section [pop3] of imss.ini is no. Where the section has no such line it is added, as its default is not known; a section that is not there is not made.',
    matters: 'The article lets users fetch their mail from AXIGEN itself; it has been scanned on its way in.',
    ifLeft: 'IMSS goes on as a POP3 proxy in front of AXIGEN, and scans what was scanned before.',
    remedy: `Set pop3_enable_proxy=no in [pop3]. ${restart}`,
    passages,
  },
  'IMSS-POP3-SCAN': {
    title: 'IMSS does not scan what users fetch',
    means:
      'pop3_virus_scan in the section [pop3] of imss.ini is no. Where the section has no such line it is added, as its default is not known; a section that is not there is not made.',
    matters: 'What lies in the mailboxes has been scanned on its way in.',
    ifLeft: 'Mail that is fetched through IMSS is scanned once more, which costs time and memory.',
    remedy: `Set pop3_virus_scan=no in [pop3]. ${restart}`,
    passages,
  },
  'IMSS-DOWNSTREAM': {
    title: 'IMSS hands mail on to AXIGEN\u2019s listener',
    means:
      'imss.ini names 127.0.0.1:10026 as the mail server behind IMSS. Under which keys it does so is not known for certain: the likely names are looked for; any others count only where just one pair of keys can mean it, and says so. A pair of that kind that says something else may be about something else, so it is named and not changed. Where the file does not tell, it counts that AXIGEN was heard through IMSS on port 25, or that the operator says so (--accept-downstream).',
    matters:
      'IMSS hands every connection on to that address and port, so AXIGEN must listen there; IMSS-PASSES-ON then shows whether it works.',
    ifLeft: 'IMSS hands mail to another machine, or answers every sender with 421 and takes nothing.',
    remedy: `Find the option in the IMSS manual and set it to 127.0.0.1 and 10026; if you know that it is so, give --accept-downstream. ${restart}`,
    passages: [...passages, imssArticle('Interconnecting 1')],
  },
} satisfies Explanations;
