import type { Damage } from '../damage.js';

import { proxyAlone } from './proxy-alone.js';

/** What goes wrong with the machine. */
export const machineDamages: readonly Damage[] = [
  {
    id: 'HOST-DISTRIBUTION',
    what: 'another distribution',
    make: `rm /etc/fedora-release; echo 'Somebody Linux 3' > /etc/redhat-release`,
    mend: `echo 'Fedora Core release 5 (Bordeaux)' | tee /etc/redhat-release > /etc/fedora-release`,
    finds: ['HOST-DISTRIBUTION risk'],
  },
  {
    id: 'HOST-SPACE',
    what: 'a disk that is nearly full, as df tells it',
    make: `printf '%s\\n' '#!/bin/sh' 'echo Filesystem' 'echo /dev/hda1 1000000 999000 1000 100% /' > /usr/local/sbin/df; chmod 755 /usr/local/sbin/df`,
    mend: `rm /usr/local/sbin/df`,
    finds: ['HOST-SPACE drift'],
  },
  {
    id: 'HOST-PACKAGE-MANAGER',
    what: 'no package manager',
    make: `rpm=$(command -v rpm); mv $rpm $rpm.away`,
    mend: `for one in /bin/rpm /usr/bin/rpm; do [ ! -e $one.away ] || mv $one.away $one; done`,
    finds: ['HOST-PACKAGE-MANAGER unknown', 'AXIGEN-VERSION unknown'],
  },
  {
    id: 'HOST-PORT-25',
    what: 'another program took it before the scanner',
    make: `/etc/init.d/nod32smtp stop > /dev/null; holds 25 master 2525`,
    mend: `lets_go`,
    finds: ['HOST-PORT-25 drift', 'NOD32-RUNNING drift', 'NOD32-SERVICES drift', 'NOD32-LISTENING drift'],
  },
  {
    id: 'HOST-PORT-BACKEND',
    what: 'another program behind the scanner',
    make: `axigen stop; holds 2525 master 110`,
    mend: `lets_go`,
    finds: [
      'HOST-PORT-BACKEND drift',
      'AXIGEN-RUNNING drift',
      'AXIGEN-LISTENER-LIVE drift',
      'UNSCANNED-BACKEND risk',
      ...proxyAlone,
    ],
  },
  {
    id: 'HOST-PORT-SCANNER',
    what: 'another program on the port of a fresh scanner',
    make: `holds 2526 master 2525`,
    mend: `lets_go`,
    finds: ['HOST-PORT-SCANNER drift'],
  },
];
