import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inLab } from '../../src/lab/paths.js';
import { type Intruder, intrude } from './support/intruder.js';
import { type Case, expectRefusal, expectRefused } from './support/refusal.js';
import { type ServerLab, useLabs } from './support/server-lab.js';
import { differences, snapshot } from './support/snapshot.js';

// Servers on which setup must not change anything.

const labs = useLabs();

const axigenCfg = '/var/opt/axigen/run/axigen.cfg';
const policy = '/var/opt/axigen/filters/smtpFilters.script';
const keep = (path: string) => `cp -p ${path} /tmp/kept`;
const restore = (path: string) => `cp -p /tmp/kept ${path}; rm /tmp/kept`;

describe('the state of the server', () => {
  let server: ServerLab;
  beforeAll(async () => {
    server = await labs.create('e2e-state');
  });

  const cases: readonly Case[] = [
    {
      what: 'AXIGEN is stopped',
      make: '/etc/init.d/axigen stop',
      mend: '/etc/init.d/axigen start',
      code: 1,
      says: ['AXIGEN-RUNNING', '/etc/init.d/axigen start'],
    },
    {
      what: 'a syntax error in axigen.cfg',
      make: `${keep(axigenCfg)}; sed -i 's/^                address = 0.0.0.0:25/& )/' ${axigenCfg}`,
      mend: restore(axigenCfg),
      code: 3,
      says: ['AXIGEN-CONFIG', `${axigenCfg}, line 50, column 38: `],
    },
    {
      what: 'a syntax error in the policy script',
      make: `${keep(policy)}; sed -i 's/^event onMailFrom {/event onMailFrom [/' ${policy}`,
      mend: restore(policy),
      code: 3,
      says: ['AXIGEN-POLICY', `${policy}, line 18, column 18: `],
    },
    {
      what: 'a distribution that is not on the list, without consent',
      make: `${keep('/etc/fedora-release')}; echo 'Fedora Core release 9 (Unheard)' > /etc/fedora-release
        cp -p /etc/redhat-release /tmp/kept2; echo 'Fedora Core release 9 (Unheard)' > /etc/redhat-release`,
      mend: `${restore('/etc/fedora-release')}; cp -p /tmp/kept2 /etc/redhat-release; rm /tmp/kept2`,
      code: 4,
      says: ['HOST-DISTRIBUTION', 'Fedora 9', '--accept-distribution'],
    },
    {
      what: 'hardly any room on the disk',
      make: `cp -a /etc /tmp/etc; mount -t tmpfs -o size=4m,mode=755 tmpfs /etc; cp -a /tmp/etc/. /etc`,
      mend: 'umount /etc; rm -r /tmp/etc',
      code: 1,
      says: ['HOST-SPACE', /\/etc \d MiB/, 'Free some space'],
    },
    {
      what: 'no room at all for the journal',
      make: `rm -rf /var/lib/gateway-setup; mkdir /var/lib/gateway-setup
        mount -t tmpfs -o size=4k tmpfs /var/lib/gateway-setup; cp /bin/cat /var/lib/gateway-setup/full || :`,
      mend: 'umount /var/lib/gateway-setup; rmdir /var/lib/gateway-setup',
      code: 1,
      says: ['/var/lib/gateway-setup', 'could not be written', 'free space'],
    },
    {
      what: 'somebody else is at work',
      make: `mkdir -p /var/lib/gateway-setup; cd /var/lib/gateway-setup
        echo "1 $(cat /proc/sys/kernel/random/boot_id)" > lock
        printf '%s\\n' 'bob on laptop' another-machine 812 > lock.holder`,
      mend: 'rm -r /var/lib/gateway-setup',
      code: 1,
      says: ['is being worked on: bob on laptop', 'Wait until it is done'],
    },
  ];

  test.each(cases)('$what', (one) => expectRefusal(server, one));

  test('not root', async () => {
    const words = `gateway-setup setup --yes --license ${inLab.media}/nod32.lic --package ${inLab.media}/x.rpm --recipient alice@example.test`;
    const before = await snapshot(server);
    const result = await server.exec(['su', '-s', '/bin/sh', 'nobody', '-c', `cd /; ${words}`]);
    expectRefused(result, {
      what: 'not root',
      code: 3,
      says: ['HOST-ROOT', 'root (user id 0)', 'user id 65534', 'Run gateway-setup as root'],
    });
    expect(differences(before, await snapshot(server))).toEqual([]);
  });
});

describe('the scanner is installed already, and not as it should be', () => {
  let server: ServerLab;
  const config = '/etc/opt/eset/nod32/nod32.cfg';
  beforeAll(async () => {
    server = await labs.create('e2e-scanner');
    await server.sh(`rpm -i ${inLab.media}/*.rpm`);
  });

  const cases: readonly Case[] = [
    {
      what: 'nod32.cfg is missing',
      make: `mv ${config} /root/kept`,
      mend: `mv /root/kept ${config}`,
      code: 3,
      says: ['NOD32-CONFIG', 'no nod32.cfg in /etc/opt/eset/nod32'],
    },
    {
      what: 'nod32.cfg has no section [smtp]',
      make: `${keep(config)}; sed -i 's/^\\[smtp\\]/[smpt]/' ${config}`,
      mend: restore(config),
      code: 3,
      says: ['NOD32-CONFIG', 'wanted nod32.cfg', 'there is no section [smtp] in it'],
    },
  ];

  test.each(cases)('$what', (one) => expectRefusal(server, one));
});

describe('no AXIGEN', () => {
  test('is told, with what to do', async () => {
    const server = await labs.create('e2e-no-axigen');
    await server.sh('/etc/init.d/axigen stop; rpm -e axigen');
    await expectRefusal(server, {
      what: 'no AXIGEN',
      code: 1,
      says: ['AXIGEN-INSTALLED', '/var/opt/axigen/run/axigen.cfg', 'Install AXIGEN'],
    });
  });
});

describe('another mail server holds port 25', () => {
  let server: ServerLab;
  let postfix: Intruder | undefined;
  afterAll(() => postfix?.leave());

  test('it is named', async () => {
    server = await labs.create('e2e-postfix');
    await server.sh(
      `/etc/init.d/axigen stop; sed -i 's/address = 0.0.0.0:25$/address = 127.0.0.1:2600/' ${axigenCfg}`,
    );
    postfix = await intrude(server, { name: 'master', port: 25 });
    await server.sh('/etc/init.d/axigen start');
    await expectRefusal(server, {
      what: 'postfix on port 25',
      code: 1,
      says: ['HOST-PORT-25', 'master (process', 'Stop master'],
    });
  });
});
