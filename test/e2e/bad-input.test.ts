import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inLab } from '../../src/lab/paths.js';
import { type Intruder, intrude } from './support/intruder.js';
import { expectCleanOutput, oneLine } from './support/output.js';
import type { Said } from './support/run.js';
import { type ServerLab, type SetupRun, useLabs } from './support/server-lab.js';
import { differences, snapshot, touched } from './support/snapshot.js';

// What must be met with a clear message, the right exit code and an untouched server.

const labs = useLabs();

interface Case {
  readonly what: string;
  /** Shell: makes the server or the files so, and puts them right again. */
  readonly make?: string;
  readonly mend?: string;
  readonly how?: SetupRun;
  /** Instead of setup with the lab's answers. */
  readonly words?: readonly string[];
  readonly code: 1 | 3 | 4;
  /** Must all be told. */
  readonly says: readonly (string | RegExp)[];
  /** Must not be told. */
  readonly silent?: string;
}

/** Carries a case out and looks at everything that is promised of it. */
async function expectRefusal(server: ServerLab, one: Case): Promise<void> {
  if (one.make !== undefined) await server.sh(one.make);
  try {
    const before = await snapshot(server);
    const result =
      one.words === undefined
        ? await server.setup(one.how)
        : await server.exec(['gateway-setup', ...one.words]);
    expectRefused(result, one);
    const after = await snapshot(server);
    expect(differences(before, after)).toEqual([]);
    expect(touched(before, after)).toEqual([]);
    expect((await server.exec(['ls', '/var/lib/gateway-setup/runs'])).out).toBe('');
  } finally {
    if (one.mend !== undefined) await server.sh(one.mend);
  }
}

function expectRefused(result: Said, { code, says, silent }: Case): void {
  expect(result.code, result.all).toBe(code);
  expectCleanOutput(result);
  const told = oneLine(result.err);
  expect(told).toMatch(/^ ?(Error: |error: )/);
  for (const wanted of says) {
    if (typeof wanted === 'string') expect(told).toContain(wanted);
    else expect(told).toMatch(wanted);
  }
  if (silent !== undefined) expect(result.all).not.toContain(silent);
}

const axigenCfg = '/var/opt/axigen/run/axigen.cfg';
const policy = '/var/opt/axigen/filters/smtpFilters.script';
const flags = (...list: readonly string[]): SetupRun => ({ flags: list });
const keep = (path: string) => `cp -p ${path} /tmp/kept`;
const restore = (path: string) => `cp -p /tmp/kept ${path}; rm /tmp/kept`;

describe('words and answers', () => {
  let server: ServerLab;
  beforeAll(async () => {
    server = await labs.create('e2e-words');
    await server.sh(
      `: > /root/empty; echo 'no package' > /root/notes.txt; printf '!<arch>\\ndebian-binary   ' > /root/other.deb
      head -c 2000 ${inLab.media}/nod32lms-*.rpm > /root/damaged.rpm
      printf 'lizense = /root/x\\n' > /root/typo.ini; printf 'mailbox-password = hunter2\\n' > /root/secret.ini
      printf 'scanner = nod32\\nlicense = ${inLab.media}/nod32.lic\\n' > /root/half.ini
      printf 'wrong-password\\n' > /root/wrong; mkdir -p /root/folder`,
    );
  });

  const cases: readonly Case[] = [
    {
      what: 'an unknown flag',
      how: flags('--lisense', '/root/x'),
      code: 4,
      says: [/unknown option '--lisense'/i, 'Did you mean --license?'],
    },
    {
      what: 'an unknown command',
      words: ['setpu'],
      code: 4,
      says: ['no command "setpu"', 'Did you mean gateway-setup setup?'],
    },
    {
      what: 'an unknown answers key',
      how: flags('--answers', '/root/typo.ini'),
      code: 4,
      says: ['/root/typo.ini', 'lizense', 'Did you mean license?'],
    },
    {
      what: 'a password in the answers file',
      how: flags('--answers', '/root/secret.ini'),
      code: 4,
      says: ['mailbox-password', 'a secret does not belong in an answers file', '--mailbox-password-file'],
      silent: 'hunter2',
    },
    {
      what: 'an answers file that is not there',
      how: flags('--answers', '/root/nowhere.ini'),
      code: 4,
      says: ['/root/nowhere.ini cannot be read', 'there is no such file'],
    },
    {
      what: 'missing answers without a terminal: all of them, with flag and key',
      words: ['setup', '--yes', '--answers', '/root/half.ini'],
      code: 4,
      says: [
        '2 answers are missing',
        '--package (key package, variable GATEWAY_SETUP_PACKAGE)',
        '--recipient (key recipient, variable GATEWAY_SETUP_RECIPIENT)',
        'Nothing was changed',
      ],
    },
    {
      what: 'no terminal and no --yes',
      words: ['setup', '--answers', inLab.answers],
      code: 4,
      says: ['There is no terminal here, and --yes was not given'],
    },
    {
      what: 'a licence path that does not exist',
      how: flags('--license', '/root/nowhere.lic'),
      code: 4,
      says: ['There is no file /root/nowhere.lic on the server', '--license'],
    },
    {
      what: 'a licence path that is a folder',
      how: flags('--license', '/root/folder'),
      code: 4,
      says: ['/root/folder is a folder'],
    },
    {
      what: 'an empty licence',
      how: flags('--license', '/root/empty'),
      code: 4,
      says: ['/root/empty is empty'],
    },
    {
      what: 'a licence path that is not absolute',
      how: flags('--license', 'nod32.lic'),
      code: 4,
      says: ['--license', '"nod32.lic"', 'must be absolute'],
    },
    {
      what: 'a package that is not there',
      how: flags('--package', '/root/nowhere.rpm'),
      code: 4,
      says: ['There is no file /root/nowhere.rpm on the server'],
    },
    {
      what: 'a package that is not a package',
      how: flags('--package', '/root/notes.txt'),
      code: 4,
      says: ['/root/notes.txt is not a package', 'neither an .rpm nor a .deb'],
    },
    {
      what: 'a package for another package system',
      how: flags('--package', '/root/other.deb'),
      code: 4,
      says: ['/root/other.deb is a package for dpkg, but this server uses rpm'],
    },
    {
      what: 'a damaged package',
      how: flags('--package', '/root/damaged.rpm'),
      code: 4,
      says: ['/root/damaged.rpm', 'damaged'],
    },
    {
      what: 'an unknown recipient',
      how: flags('--recipient', 'nobody@example.test'),
      code: 4,
      says: ['AXIGEN does not take mail for nobody@example.test'],
    },
    {
      what: 'a recipient that is no address',
      how: flags('--recipient', 'alice'),
      code: 4,
      says: ['--recipient', '"alice"', 'not a mail address'],
    },
    {
      what: 'a wrong mailbox password',
      how: { ...flags('--mailbox-password-file', '/root/wrong'), password: undefined },
      code: 4,
      says: ['The mailbox of alice@example.test does not open with this password'],
      silent: 'wrong-password',
    },
    {
      what: 'a wait of no seconds',
      how: flags('--delivery-timeout', '0'),
      code: 4,
      says: ['--delivery-timeout', 'from 1 to 600'],
    },
    {
      what: 'a step that would leave an open relay when skipped',
      how: flags('--skip', 'close-open-relay'),
      code: 4,
      says: ['The step close-open-relay cannot be skipped', 'relay'],
    },
    {
      what: 'an unknown step to skip',
      how: flags('--skip', 'close-open-rely'),
      code: 4,
      says: ['Did you mean close-open-relay?'],
    },
  ];

  test.each(cases)('$what', (one) => expectRefusal(server, one));
});

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
      make: `mkdir -p /var/lib/gateway-setup/lock; cd /var/lib/gateway-setup/lock
        echo 1 > process; hostname > machine; echo 'bob on laptop' > holder`,
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
