import { inLab } from '../../../src/lab/paths.js';
import type { ServerRow } from './server-row.js';

const axigenCfg = '/var/opt/axigen/run/axigen.cfg';
const policy = '/var/opt/axigen/filters/smtpFilters.script';
const state = '/var/lib/gateway-setup';
const keep = (path: string) => `cp -p ${path} /tmp/kept`;
const restore = (path: string) => `cp -p /tmp/kept ${path}; rm /tmp/kept`;

/** Servers on which setup must not change anything. Each is put right afterwards. */
export const serverStates: readonly ServerRow[] = [
  {
    what: 'AXIGEN is stopped',
    make: '/etc/init.d/axigen stop',
    mend: '/etc/init.d/axigen start',
    code: 1,
    says: ['AXIGEN-RUNNING'],
    why: /./,
    next: '/etc/init.d/axigen start',
  },
  {
    what: 'a syntax error in axigen.cfg',
    make: `${keep(axigenCfg)}; sed -i 's/^                address = 0.0.0.0:25/& )/' ${axigenCfg}`,
    mend: restore(axigenCfg),
    code: 3,
    says: ['AXIGEN-CONFIG', `${axigenCfg}, line 50, column 38: `],
    why: /./,
    next: 'Put the file right',
  },
  {
    what: 'two SMTP-In services in axigen.cfg',
    make: `${keep(axigenCfg)}; cat ${axigenCfg} ${axigenCfg} > /tmp/twice; cat /tmp/twice > ${axigenCfg}; rm /tmp/twice`,
    mend: restore(axigenCfg),
    code: 3,
    says: ['AXIGEN-CONFIG', `${axigenCfg}, line`],
    why: /./,
    next: 'Put the file right',
  },
  {
    what: 'a syntax error in the policy script',
    make: `${keep(policy)}; sed -i 's/^event onMailFrom {/event onMailFrom [/' ${policy}`,
    mend: restore(policy),
    code: 3,
    says: ['AXIGEN-POLICY', `${policy}, line 18, column 18: `],
    why: /./,
    next: 'Put the file right',
  },
  {
    what: 'a distribution that is not on the list, without consent',
    make: `${keep('/etc/fedora-release')}; echo 'Fedora Core release 9 (Unheard)' > /etc/fedora-release
      cp -p /etc/redhat-release /tmp/kept2; echo 'Fedora Core release 9 (Unheard)' > /etc/redhat-release`,
    mend: `${restore('/etc/fedora-release')}; cp -p /tmp/kept2 /etc/redhat-release; rm /tmp/kept2`,
    code: 4,
    says: ['HOST-DISTRIBUTION', 'Fedora 9'],
    why: /./,
    next: '--accept-distribution',
  },
  {
    what: 'hardly any room on the disk',
    make: 'cp -a /etc /tmp/etc; mount -t tmpfs -o size=4m,mode=755 tmpfs /etc; cp -a /tmp/etc/. /etc',
    mend: 'umount /etc; rm -r /tmp/etc',
    code: 1,
    says: ['HOST-SPACE', /\/etc \d MiB/],
    why: /./,
    next: 'Free some space',
  },
  {
    what: 'no room at all for the journal',
    make: `rm -rf ${state}; mkdir ${state}
      mount -t tmpfs -o size=4k,mode=755 tmpfs ${state}; cp /bin/cat ${state}/full || :`,
    mend: `umount ${state}; rmdir ${state}`,
    code: 1,
    says: [state, 'could not be written'],
    why: /./,
    next: 'free space',
  },
  {
    what: 'a state folder that can only be read',
    make: `mkdir -p ${state}; mount -t tmpfs -o ro,mode=755 tmpfs ${state}`,
    mend: `umount ${state}; rmdir ${state}`,
    code: 1,
    says: [state],
    why: /./,
    next: /./,
  },
  {
    what: 'a state folder that is a file',
    make: `rm -rf ${state}; : > ${state}`,
    mend: `rm ${state}`,
    code: 1,
    says: [state],
    why: /./,
    next: /./,
  },
  {
    what: 'somebody else is at work',
    make: `mkdir -p ${state}; cd ${state}
      { echo "1 $(cat /proc/sys/kernel/random/boot_id)"; echo 'bob on laptop'; } > lock`,
    mend: `rm -r ${state}`,
    code: 1,
    says: ['is being worked on: bob on laptop'],
    why: /./,
    next: 'Wait until it is done',
  },
];

const nod32Cfg = '/etc/opt/eset/nod32/nod32.cfg';

/** The scanner is installed already, and not as it should be. */
export const installedStates: readonly ServerRow[] = [
  {
    what: 'nod32.cfg is missing',
    make: `mv ${nod32Cfg} /root/kept`,
    mend: `mv /root/kept ${nod32Cfg}`,
    code: 3,
    says: ['NOD32-CONFIG', 'no nod32.cfg in /etc/opt/eset/nod32'],
    why: /./,
    next: 'the package holds the original',
  },
  {
    what: 'nod32.cfg has no section [smtp]',
    make: `${keep(nod32Cfg)}; sed -i 's/^\\[smtp\\]/[smpt]/' ${nod32Cfg}`,
    mend: restore(nod32Cfg),
    code: 3,
    says: ['NOD32-CONFIG', 'wanted nod32.cfg', 'there is no section [smtp] in it'],
    why: /./,
    next: 'the package holds the original',
  },
];

/** By somebody who is not root. */
export const asNobody = {
  command: `cd /; gateway-setup setup --yes --license ${inLab.media}/nod32.lic --package ${inLab.media}/x.rpm --recipient alice@example.test`,
  code: 3,
  says: ['HOST-ROOT', 'root (user id 0)', 'user id 65534'],
  why: 'port 25 is a privileged port',
  next: 'Run gateway-setup as root',
} as const;

/** With AXIGEN elsewhere another program can take port 25. */
export const otherMailServer = {
  what: 'another mail server holds port 25',
  before: `/etc/init.d/axigen stop; ${keep(axigenCfg)}; sed -i 's/address = 0.0.0.0:25$/address = 127.0.0.1:2600/' ${axigenCfg}`,
  make: '/etc/init.d/axigen start',
  mend: '/etc/init.d/axigen stop',
  after: `${restore(axigenCfg)}; /etc/init.d/axigen start`,
  code: 1,
  says: ['HOST-PORT-25', 'master (process'],
  why: 'Two programs cannot hold the same port',
  next: 'Stop master',
} as const;

/** The end of a server: it is not put right. */
export const withoutAxigen: ServerRow = {
  what: 'no AXIGEN',
  make: '/etc/init.d/axigen stop; rpm -e axigen',
  code: 1,
  says: ['AXIGEN-INSTALLED', axigenCfg],
  why: /./,
  next: 'Install AXIGEN',
};
