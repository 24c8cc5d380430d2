import type { Damage } from '../damage.js';
import { imssAlone } from './imss-alone.js';

/** What goes wrong with the machine under IMSS. */
export const imssMachineDamages: readonly Damage[] = [
  {
    id: 'HOST-DISTRIBUTION',
    what: 'another distribution, of the other article',
    make: `cp -p /etc/redhat-release $good/; echo 'Fedora Core release 5 (Bordeaux)' > /etc/redhat-release`,
    mend: `cp -p $good/redhat-release /etc/`,
    finds: ['HOST-DISTRIBUTION risk'],
  },
  {
    id: 'HOST-PORT-25',
    what: 'another program took it before IMSS',
    make: `scanner stop; holds 25 master 10026`,
    mend: `lets_go`,
    finds: [
      'HOST-PORT-25 drift',
      'IMSS-RUNNING drift',
      'IMSS-SERVICES drift',
      'IMSS-LISTENING drift',
      'IMSS-CONSOLE unknown',
      'SMTP-BANNER risk',
    ],
  },
  {
    id: 'HOST-PORT-BACKEND',
    what: 'another program behind IMSS',
    make: `axigen stop; holds 10026 master 110`,
    mend: `lets_go`,
    finds: [
      'HOST-PORT-BACKEND drift',
      'AXIGEN-RUNNING drift',
      'AXIGEN-LISTENER-LIVE drift',
      'UNSCANNED-BACKEND risk',
      ...imssAlone,
    ],
  },
  {
    id: 'HOST-PORT-SCANNER',
    what: 'another program on the port of a fresh IMSS',
    make: `holds 10025 master 10026`,
    mend: `lets_go`,
    finds: ['HOST-PORT-SCANNER drift'],
  },
  {
    id: 'HOST-PORT-CONSOLE',
    what: 'another program on the port of the console',
    make: `scanner stop; holds 8445 httpd 110; serves start; listens 10024`,
    mend: `lets_go`,
    finds: ['HOST-PORT-CONSOLE risk', 'IMSS-CONSOLE unknown'],
  },
];
