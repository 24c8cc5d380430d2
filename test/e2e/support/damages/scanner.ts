import type { Damage } from '../damage.js';

import { proxyAlone } from './proxy-alone.js';

/** What goes wrong with the scanner. */
export const scannerDamages: readonly Damage[] = [
  {
    id: 'NOD32-RUNNING',
    what: 'nod32d is stopped',
    make: `/etc/init.d/nod32d stop > /dev/null`,
    finds: ['NOD32-RUNNING drift', 'NOD32-SERVICES drift'],
  },
  {
    id: 'NOD32-SERVICES',
    what: 'nod32smtp is stopped',
    make: `/etc/init.d/nod32smtp stop > /dev/null`,
    finds: ['NOD32-RUNNING drift', 'NOD32-SERVICES drift', 'NOD32-LISTENING drift', 'SMTP-BANNER drift'],
  },
  {
    id: 'NOD32-LICENSE',
    what: 'the licence is gone',
    make: `mv /etc/opt/eset/nod32/license/*.lic /root/good/`,
    mend: `mv /root/good/*.lic /etc/opt/eset/nod32/license/`,
    finds: ['NOD32-LICENSE drift'],
  },
  {
    id: 'NOD32-CONFIG',
    what: 'a file that cannot be understood',
    make: `config 's/^\\[smtp\\]/[smtp/'; unseen`,
    finds: [
      'NOD32-CONFIG unknown',
      'NOD32-LISTEN-PORT unknown',
      'NOD32-ACTION-INFECTED unknown',
      'NOD32-SCAN-THREADS unknown',
    ],
  },
  {
    id: 'NOD32-LISTEN-PORT',
    what: 'the old port in the file',
    make: `config 's/^listen_port = 25/listen_port = 2526/'; unseen`,
    finds: ['NOD32-LISTEN-PORT drift'],
  },
  {
    id: 'NOD32-LISTENING',
    what: 'the old port in use, too',
    make: `config 's/^listen_port = 25/listen_port = 2526/'; scanner restart`,
    finds: ['NOD32-LISTEN-PORT drift', 'NOD32-LISTENING drift', 'SMTP-BANNER drift'],
  },
  {
    id: 'NOD32-LISTEN-ADDRESS',
    what: 'for this machine only',
    make: `config 's/^listen_addr = .*/listen_addr = "localhost"/'; scanner restart`,
    finds: ['NOD32-LISTEN-ADDRESS drift', 'NOD32-LISTENING drift'],
  },
  {
    id: 'NOD32-SERVER-PORT',
    what: 'a mail server on another port',
    make: `config 's/^server_port = .*/server_port = 2527/'; unseen`,
    finds: ['NOD32-SERVER-PORT drift'],
  },
  {
    id: 'NOD32-SERVER-ADDRESS',
    what: 'a mail server elsewhere',
    make: `config 's/^server_addr = .*/server_addr = "127.0.0.9"/'; unseen`,
    finds: ['NOD32-SERVER-ADDRESS drift'],
  },
  {
    id: 'NOD32-PASSES-ON',
    what: 'a mail server that is not there',
    make: `config 's/^server_port = .*/server_port = 2527/'; scanner restart; cp -p $good/config $config`,
    finds: [...proxyAlone],
  },
  {
    id: 'NOD32-RESTART',
    what: 'edited without a restart',
    make: `running nod32smtp; echo "; a note" >> $config`,
    finds: ['NOD32-RESTART drift'],
  },
  {
    id: 'NOD32-SCAN-THREADS',
    what: 'back to two threads',
    make: `config 's/^num_thr = .*/num_thr = 2/'; scanner restart`,
    finds: ['NOD32-SCAN-THREADS drift'],
  },
  {
    id: 'NOD32-ACTION-INFECTED',
    what: 'a word that is no action',
    make: `config 's/^;*action_on_infected.*/action_on_infected = perhaps/'; unseen`,
    finds: ['NOD32-ACTION-INFECTED risk'],
  },
  {
    id: 'NOD32-ACTION-UNCLEANABLE',
    what: 'another action than asked for',
    make: `:`,
    flags: ['--action-on-uncleanable', 'reject'],
    finds: ['NOD32-ACTION-UNCLEANABLE drift'],
  },
  {
    id: 'NOD32-ACTION-NOTSCANNED',
    what: 'another action than asked for',
    make: `:`,
    flags: ['--action-on-notscanned', 'defer'],
    finds: ['NOD32-ACTION-NOTSCANNED drift'],
  },
  {
    id: 'NOD32-QUARANTINE',
    what: 'another quarantine than asked for',
    make: `:`,
    flags: ['--quarantine', 'yes'],
    finds: ['NOD32-QUARANTINE drift'],
  },
  {
    id: 'NOD32-SCANS',
    what: 'scanning is turned off',
    make: `config 's/^;*av_enabled.*/av_enabled = no/'; scanner restart`,
    finds: ['NOD32-SCANS risk'],
  },
  {
    id: 'NOD32-EICAR',
    what: 'scanning is turned off, and the test file comes through',
    make: `config 's/^;*av_enabled.*/av_enabled = no/'; scanner restart`,
    flags: ['--eicar-test', '--send-test-mail'],
    finds: ['NOD32-SCANS risk', 'NOD32-EICAR risk', 'TEST-MAIL-HEADER drift'],
  },
  {
    id: 'NOD32-PACKAGE',
    what: 'a scanner installed half',
    make: `cp -a /var/lib/rpm $good/rpm; mv /etc/init.d/nod32smtp $good/; rpm -e --justdb --noscripts nod32lms`,
    mend: `mv $good/nod32smtp /etc/init.d/; rm -r /var/lib/rpm; mv $good/rpm /var/lib/rpm`,
    finds: ['NOD32-PACKAGE drift', 'NOD32-REMAINS drift'],
  },
  {
    id: 'TEST-MAIL-HEADER',
    what: 'a program that calls itself the scanner and scans nothing',
    make: `/etc/init.d/nod32smtp stop > /dev/null; holds 25 nod32smtp 2525`,
    mend: `lets_go`,
    flags: ['--send-test-mail'],
    finds: ['TEST-MAIL-HEADER drift'],
  },
];
