import type { Explanations } from '../../src/model/explanation.js';
import { nod32Article } from '../passages.js';

const passages = [nod32Article('Interconnecting 2')];
const repeated =
  'An option that is set more than once, differently, is not right either: which line counts is not known.';
const restart = 'Then restart nod32d, then nod32smtp: they read the file only when they start.';

export const configureScannerExplanations = {
  'NOD32-LISTEN-ADDRESS': {
    title: 'The scanner takes mail on all addresses',
    means: `listen_addr in the section [smtp] of nod32.cfg is 0.0.0.0. ${repeated}`,
    matters: 'As installed it is localhost: then only this machine itself can reach the scanner.',
    ifLeft: 'Once AXIGEN has left port 25, no mail comes in from outside.',
    remedy: `Set listen_addr = "0.0.0.0" in [smtp]. ${restart}`,
    passages,
  },
  'NOD32-LISTEN-PORT': {
    title: 'The scanner takes mail on port 25',
    means: `listen_port in the section [smtp] of nod32.cfg is 25. ${repeated}`,
    matters: 'Other mail servers deliver to port 25 and to no other. As installed it is 2526.',
    ifLeft: 'No mail passes through the scanner; once AXIGEN has left port 25, none comes in at all.',
    remedy: `Set listen_port = 25 in [smtp]. ${restart}`,
    passages,
  },
  'NOD32-SERVER-ADDRESS': {
    title: 'The scanner passes mail on to this machine',
    means: `server_addr in the section [smtp] of nod32.cfg is this machine (127.0.0.1 or localhost), as it is when nothing is set. ${repeated}`,
    matters: 'The scanner hands every connection on to this address, so AXIGEN must listen there.',
    ifLeft: 'The scanner hands mail to another machine, or answers every sender with 421 and takes nothing.',
    remedy: `Set server_addr = "127.0.0.1" in [smtp]. ${restart}`,
    passages,
  },
  'NOD32-SERVER-PORT': {
    title: 'The scanner passes mail on to AXIGEN\u2019s listener',
    means: `server_port in the section [smtp] of nod32.cfg is 2525, as it is when nothing is set. ${repeated}`,
    matters:
      'The scanner hands every connection on to this port, so it must be that of AXIGEN\u2019s listener.',
    ifLeft: 'The scanner answers every sender with 421 and takes no mail.',
    remedy: `Set server_port = 2525 in [smtp]. ${restart}`,
    passages,
  },
} satisfies Explanations;
