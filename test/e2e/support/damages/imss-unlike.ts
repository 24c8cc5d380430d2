/** A server on which IMSS is installed, not as the article has it, before the first setup. */
export interface UnlikeServer {
  readonly what: string;
  /** Shell; `ini` is its file. */
  readonly make: string;
  readonly flags?: readonly string[];
  /** What the audit says of it, among all that is open on such a server. */
  readonly finds: readonly string[];
}

export interface Refused extends UnlikeServer {
  readonly code: 1 | 3 | 4;
  readonly says: readonly (string | RegExp)[];
}

export interface Accepted extends UnlikeServer {
  /** What setup leaves as it is here: what the lines begin with. */
  readonly leaves?: string;
  /** What is open afterwards. */
  readonly leavesOpen?: readonly string[];
}

const another = '/usr/local/trend/imss';
const twoFolders = `mkdir -p ${another}/config; cp -p $ini ${another}/config/`;
const untold = `sed -i 's/^downstream_smtp_server_addr/mail_host/; s/^downstream_smtp_server_port/mail_port/' $ini`;

const otherNames = (port: number) =>
  `sed -i 's/^downstream_smtp_server_addr/deliver_host/; s/^downstream_smtp_server_port=.*/deliver_port=${port}/' $ini`;

/** Setup must not change a byte. */
export const refused: readonly Refused[] = [
  {
    what: 'two folders that could be it',
    make: twoFolders,
    finds: ['IMSS-INSTALLED unknown', 'IMSS-ROOT unknown', 'IMSS-PROXY-PORT unknown', 'IMSS-AUTH unknown'],
    code: 4,
    says: ['--imss-root', 'names several'],
  },
  {
    what: 'a start script without a file',
    make: `mv $ini $ini.away`,
    finds: ['IMSS-INSTALLED drift', 'IMSS-ROOT unknown', 'IMSS-PROXY-PORT drift', 'IMSS-AUTH drift'],
    code: 4,
    says: ['--imss-root', 'where the server does not tell'],
  },
  {
    what: 'a start script without a file, in the folder that was named',
    make: `mv $ini $ini.away`,
    flags: ['--imss-root', '/opt/trend/imss'],
    finds: [
      'IMSS-INSTALLED drift',
      'IMSS-ROOT drift',
      'IMSS-REMAINS drift',
      'IMSS-PROXY-PORT drift',
      'IMSS-AUTH drift',
    ],
    code: 1,
    says: ['IMSS-REMAINS', 'S99ISIMSS, but no config/imss.ini'],
  },
  {
    what: 'a file without a start script',
    make: `rm /etc/init.d/S99ISIMSS`,
    finds: ['IMSS-INSTALLED drift', 'IMSS-REMAINS drift'],
    code: 1,
    says: ['IMSS-REMAINS', '/opt/trend/imss/config/imss.ini, but no /etc/init.d/S99ISIMSS'],
  },
  {
    what: 'two sections that take the mail',
    make: `sed -i 's/=SMTP_REPROCESS/=SMTP_SERVICE/' $ini`,
    finds: ['IMSS-CONFIG drift', 'IMSS-PROXY-PORT unknown'],
    code: 3,
    says: [
      'IMSS-CONFIG',
      /\[socket1\] \(line \d+\) and \[socket2\] \(line \d+\) both have/,
      'comment out with #',
    ],
  },
  {
    what: 'no section that takes the mail',
    make: `sed -i 's/=SMTP_SERVICE/=SMTP_SERVICES/' $ini`,
    finds: ['IMSS-CONFIG drift', 'IMSS-PROXY-PORT unknown'],
    code: 3,
    says: ['IMSS-CONFIG', 'no section has proxy_service=SMTP_SERVICE'],
  },
  {
    what: 'a file that is a folder',
    make: `rm $ini; mkdir $ini`,
    finds: ['IMSS-CONFIG unknown', 'IMSS-PROXY-PORT unknown', 'IMSS-AUTH unknown'],
    code: 3,
    says: ['IMSS-CONFIG', '/opt/trend/imss/config/imss.ini'],
  },
  {
    what: 'a file that cannot be understood',
    make: `sed -i 's/^\\[smtp\\]/[smtp/' $ini`,
    finds: ['IMSS-CONFIG unknown', 'IMSS-PROXY-PORT unknown', 'IMSS-AUTH unknown'],
    code: 3,
    says: ['IMSS-CONFIG', /imss\.ini, line \d+, column \d+: /],
  },
  {
    what: 'a mail server behind it that cannot be told',
    make: untold,
    finds: ['IMSS-DOWNSTREAM unknown'],
    code: 4,
    says: ['IMSS-DOWNSTREAM', 'the file does not tell', '--accept-downstream'],
  },
  {
    what: 'a mail server behind it under other names, and perhaps elsewhere',
    make: otherNames(10_099),
    finds: ['IMSS-DOWNSTREAM unknown'],
    code: 4,
    says: ['--accept-downstream'],
  },
  {
    what: 'an address that stands nowhere',
    make: `sed -i '/^proxy_smtp_server_ip/d' $ini`,
    finds: ['IMSS-PROXY-ADDRESS unknown'],
    code: 1,
    says: ['IMSS-PROXY-ADDRESS', 'it stands nowhere in the file', 'IMSS manual'],
  },
];

const otherSpelling = `sed -i 's/^supported_esmtp_cmds=.*/supported_esmtx_cmds=PIPELINING,SIZE,VERFY,ETRN,XVERP,8BITMIME/' $ini`;
const bothSpellings = `sed -i 's/^supported_esmt\\(p_cmds=.*\\)/&\\nsupported_esmtx_cmds=SIZE,8BITMIME/' $ini`;

/** Setup does what the article says, and leaves every other byte. What has nothing to do with each other is seen in one go. */
export const accepted: readonly Accepted[] = [
  {
    what: 'two folders, one of them named; the article\u2019s spelling of the list; lines that end as in DOS',
    make: `${twoFolders}; ${otherSpelling}; sed -i 's/$/\\r/' $ini`,
    flags: ['--imss-root', '/opt/trend/imss'],
    finds: ['IMSS-CLIENT-IP drift', 'IMSS-PROXY-PORT drift', 'IMSS-AUTH drift'],
  },
  {
    what: 'a mail server behind it that cannot be told, by the operator\u2019s word; no list',
    make: `${untold}; sed -i '/^supported_esmtp_cmds/d' $ini`,
    flags: ['--accept-downstream'],
    finds: ['IMSS-AUTH unknown'],
    leavesOpen: ['IMSS-AUTH unknown', 'SMTP-AUTH risk', 'SMTP-AUTH-LOGIN risk', 'RELAY-AUTH risk'],
  },
  {
    what: 'a mail server behind it under other names; the list under both spellings; no section [pop3]',
    make: `${otherNames(10_026)}; ${bothSpellings}; sed -i '/^\\[pop3\\]/,/^log_level/d' $ini`,
    finds: ['IMSS-AUTH risk', 'IMSS-POP3-PROXY risk', 'IMSS-POP3-SCAN risk'],
    leaves: 'supported_esmt',
    leavesOpen: [
      'IMSS-AUTH risk',
      'SMTP-AUTH risk',
      'SMTP-AUTH-LOGIN risk',
      'RELAY-AUTH risk',
      'IMSS-POP3-PROXY risk',
      'IMSS-POP3-SCAN risk',
    ],
  },
];
