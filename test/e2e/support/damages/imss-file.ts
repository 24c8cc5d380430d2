import type { Damage } from '../damage.js';
import { imssAlone } from './imss-alone.js';

/** In the section that takes the mail. */
const port = (to: number) => `config '/=SMTP_SERVICE/,/^\\[/s/^proxy_port=.*/proxy_port=${to}/'`;
const list = 'PIPELINING,SIZE,VRFY,ETRN,XVERP,8BITMIME';
const withoutAuth = `config 's/^supported_esmtp_cmds=.*/supported_esmtp_cmds=${list}/'`;

/** What goes wrong in imss.ini. */
export const imssFileDamages: readonly Damage[] = [
  {
    id: 'IMSS-CLIENT-IP',
    what: 'only some addresses are let in again',
    make: `config 's/^# *smtp_allow_client_ip/smtp_allow_client_ip/'; scanner restart`,
    finds: ['IMSS-CLIENT-IP drift'],
  },
  {
    id: 'IMSS-PROXY-PORT',
    what: 'the old port in the file',
    make: `${port(10_025)}; unseen`,
    finds: ['IMSS-PROXY-PORT drift'],
  },
  {
    id: 'IMSS-LISTENING',
    what: 'the old port in use, too',
    make: `${port(10_025)}; scanner restart`,
    setupMends: true,
    finds: ['IMSS-PROXY-PORT drift', 'IMSS-LISTENING drift', 'SMTP-BANNER drift'],
  },
  {
    id: 'IMSS-PROXY-ADDRESS',
    what: 'for this machine only',
    make: `config 's/^proxy_smtp_server_ip=.*/proxy_smtp_server_ip=127.0.0.1/'; scanner restart`,
    finds: ['IMSS-PROXY-ADDRESS drift', 'IMSS-LISTENING drift'],
  },
  {
    id: 'IMSS-POP3-PROXY',
    what: 'a proxy in front of POP3 again',
    make: `config 's/^pop3_enable_proxy=.*/pop3_enable_proxy=yes/'; scanner restart`,
    finds: ['IMSS-POP3-PROXY drift'],
  },
  {
    id: 'IMSS-POP3-SCAN',
    what: 'the line is commented out',
    make: `config 's/^pop3_virus_scan/#&/'; scanner restart`,
    finds: ['IMSS-POP3-SCAN drift'],
  },
  {
    id: 'IMSS-DOWNSTREAM',
    what: 'a mail server elsewhere',
    make: `config 's/^downstream_smtp_server_port=.*/downstream_smtp_server_port=10027/'; scanner restart`,
    finds: ['IMSS-DOWNSTREAM drift', ...imssAlone],
  },
  {
    id: 'IMSS-CLIENT-IP',
    what: 'the file as it was installed, and nobody has read it yet: setup mends all of it at once',
    make: `config -e 's/^# *smtp_allow_client_ip/smtp_allow_client_ip/' -e 's/^proxy_smtp_server_ip=.*/proxy_smtp_server_ip=127.0.0.1/' \\
-e 's/^pop3_enable_proxy=.*/pop3_enable_proxy=yes/' -e 's/^pop3_virus_scan=.*/pop3_virus_scan=yes/'; ${port(10_025)}; ${withoutAuth}; unseen`,
    setupMends: true,
    finds: [
      'IMSS-CLIENT-IP drift',
      'IMSS-PROXY-PORT drift',
      'IMSS-PROXY-ADDRESS drift',
      'IMSS-POP3-PROXY drift',
      'IMSS-POP3-SCAN drift',
      'IMSS-AUTH drift',
    ],
  },
  {
    id: 'IMSS-PASSES-ON',
    what: 'a mail server that is not there, in use and not in the file',
    make: `config 's/^downstream_smtp_server_port=.*/downstream_smtp_server_port=10027/'; scanner restart; cp -p $good/config $config`,
    finds: [...imssAlone],
  },
  {
    id: 'IMSS-RESTART',
    what: 'edited without a restart',
    make: `running imss-standin; echo "# a note" >> $config`,
    setupMends: true,
    finds: ['IMSS-RESTART drift'],
  },
  {
    id: 'IMSS-AUTH',
    what: 'AUTH is taken from the list',
    make: `${withoutAuth}; unseen`,
    finds: ['IMSS-AUTH drift'],
  },
  {
    id: 'SMTP-AUTH',
    what: 'it is on the list again, and IMSS has not read it',
    make: `${withoutAuth}; scanner restart; running imss-standin; cat $good/config > $config`,
    setupMends: true,
    finds: ['IMSS-RESTART drift', 'SMTP-AUTH drift', 'SMTP-AUTH-LOGIN drift', 'RELAY-AUTH risk'],
  },
  {
    id: 'SMTP-AUTH-LOGIN',
    what: 'a mailbox that nobody has',
    make: ':',
    flags: ['--mailbox-user', 'nobody@example.test'],
    finds: ['SMTP-AUTH-LOGIN drift', 'RELAY-AUTH risk'],
  },
  {
    id: 'IMSS-CONFIG',
    what: 'a file that cannot be understood',
    make: `config 's/^\\[smtp\\]/[smtp/'; unseen`,
    finds: ['IMSS-CONFIG unknown', 'IMSS-PROXY-PORT unknown', 'IMSS-AUTH unknown'],
  },
  {
    id: 'IMSS-CONFIG',
    what: 'two sections that take the mail',
    make: `config 's/=SMTP_REPROCESS/=SMTP_SERVICE/'; unseen`,
    finds: ['IMSS-CONFIG drift', 'IMSS-PROXY-PORT unknown'],
  },
];
