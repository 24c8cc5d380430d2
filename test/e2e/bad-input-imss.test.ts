import { beforeAll, describe, expect, test } from 'vitest';
import { inLab } from '../../src/lab/paths.js';
import { config } from './support/imss.js';
import { askingInstaller } from './support/imss-installer.js';
import { expectCleanOutput, oneLine } from './support/output.js';
import { type Case, expectRefusal, flags } from './support/refusal.js';
import { type ServerLab, useLabs } from './support/server-lab.js';

const labs = useLabs();

describe('words and answers for IMSS', () => {
  let server: ServerLab;
  beforeAll(async () => {
    server = await labs.create('e2e-words-imss', { scanner: 'imss' });
    await server.sh(`
printf 'scanner = imss\\nrecipient = alice@example.test\\n' > /root/half.ini
printf 'scanner = foo\\n' > /root/foo.ini
echo 'echo no' > /root/unrunnable.sh; mkdir -p /root/folder`);
  });

  /** Only the start script is there: in which folder it is installed nobody can tell. */
  const scriptAlone = {
    make: 'printf "#!/bin/sh\\nexit 0\\n" > /etc/init.d/S99ISIMSS; chmod 755 /etc/init.d/S99ISIMSS',
    mend: 'rm /etc/init.d/S99ISIMSS',
  };

  const cases: readonly Case[] = [
    {
      what: 'no installer, and nobody who could name one',
      words: ['setup', '--yes', '--answers', '/root/half.ini'],
      code: 4,
      says: ['--installer (key installer, variable GATEWAY_SETUP_INSTALLER)', 'Nothing was changed'],
    },
    {
      what: 'an installer that is not there',
      how: flags('--installer', '/root/nowhere.sh --quiet'),
      code: 4,
      says: ['There is no file /root/nowhere.sh on the server'],
    },
    {
      what: 'an installer that is a folder',
      how: flags('--installer', '/root/folder'),
      code: 4,
      says: ['/root/folder on the server is no regular file'],
    },
    {
      what: 'an installer that may not be run',
      how: flags('--installer', '/root/unrunnable.sh'),
      code: 4,
      says: ['may not be run as a program', 'sh /root/unrunnable.sh'],
    },
    {
      what: 'an installer of no word',
      how: flags('--installer', ' '),
      code: 4,
      says: ['--installer', 'Give the command as you would type it on the server'],
    },
    {
      what: 'an installer with control characters',
      how: flags('--installer', 'sh\u001b[2J'),
      code: 4,
      says: ['--installer', 'without control characters'],
    },
    {
      what: 'already-installed, where it is not',
      how: flags('--installer', 'already-installed'),
      code: 4,
      says: ['IMSS is not installed on the server: no imss.ini and no /etc/init.d/S99ISIMSS was found'],
    },
    {
      what: 'a folder of IMSS that is not there',
      ...scriptAlone,
      how: flags('--imss-root', '/srv/nowhere'),
      code: 1,
      says: ['neither in /srv/nowhere (--imss-root) nor elsewhere'],
    },
    {
      what: 'a folder of IMSS without imss.ini',
      ...scriptAlone,
      how: flags('--imss-root', '/root/folder'),
      code: 1,
      says: ['no config/imss.ini, neither in /root/folder (--imss-root) nor elsewhere'],
    },
    {
      what: 'a folder of IMSS that is not given from the root on',
      how: flags('--imss-root', 'opt/trend/imss'),
      code: 4,
      says: ['--imss-root', '"opt/trend/imss"', 'must be absolute'],
    },
    {
      what: 'a folder of IMSS with control characters',
      how: flags('--imss-root', '/opt/\u0007imss'),
      code: 4,
      says: ['--imss-root', 'control characters'],
    },
    {
      what: 'half an installation',
      make: `mkdir -p /opt/trend/imss/config; cp ${inLab.media}/imss-5.7/files/config/imss.ini ${config()}`,
      mend: 'rm -r /opt/trend',
      code: 1,
      says: ['IMSS-REMAINS', /Half of IMSS is there/],
    },
    {
      what: 'an administrator that is no address',
      how: flags('--administrator', 'alice'),
      code: 4,
      says: ['--administrator', '"alice"', 'not a mail address'],
    },
    {
      what: 'an administrator for whom AXIGEN takes no mail',
      how: flags('--administrator', 'nobody@example.test'),
      code: 4,
      says: ['AXIGEN does not take mail for nobody@example.test'],
    },
    {
      what: 'a scanner that there is not',
      how: flags('--scanner', 'foo'),
      code: 4,
      says: ['--scanner', '"foo"', 'nod32', 'imss'],
    },
    {
      what: 'a scanner that there is not, in the answers file',
      words: ['setup', '--yes', '--answers', '/root/foo.ini'],
      code: 4,
      says: ['/root/foo.ini', 'scanner', '"foo"'],
    },
    {
      what: 'the open relay, to be left with all that AUTH needs',
      how: flags('--skip', 'offer-auth', '--skip', 'close-open-relay'),
      code: 4,
      says: ['The step close-open-relay cannot be skipped', 'relay'],
    },
    {
      what: 'no terminal and no --yes',
      words: ['setup', '--scanner', 'imss', '--installer', askingInstaller],
      code: 4,
      says: ['There is no terminal here, and --yes was not given'],
    },
  ];

  test.each(cases)('$what', (one) => expectRefusal(server, one));

  test('answers that come through a pipe are nobody at a terminal', async () => {
    const piped = await server.exec(['gateway-setup', '--plain'], 'imss\n1\n\nyes\n');
    expect(piped.code).toBe(4);
    expectCleanOutput(piped);
    expect(piped.err).toContain('There is no terminal here, and --yes was not given');
  });

  test('what only NOD32 is asked is no mistake, changes nothing, and is named', async () => {
    const flags = ['--license', '/root/nowhere.lic', '--package', '/root/nowhere.rpm', '--scan-threads', '9'];
    const planned = await server.product('plan', '--answers', inLab.answers, ...flags);
    const usual = await server.product('plan', '--answers', inLab.answers);
    expectCleanOutput(planned);
    expect(planned.code, planned.all).toBe(usual.code);
    expect(usual.all).not.toContain('Not heeded');
    expect(oneLine(planned.all)).toContain(
      'Not heeded, as IMSS has no use for it: license, package, scan-threads.',
    );
    const said = /\s*Not heeded, as IMSS[^.]*\./g;
    expect(planned.out.replace(said, '')).toBe(usual.out.replace(said, ''));
  });
});
