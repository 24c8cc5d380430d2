import { beforeAll, describe, test } from 'vitest';
import { inLab } from '../../src/lab/paths.js';
import { type Case, expectRefusal, flags } from './support/refusal.js';
import { type ServerLab, useLabs } from './support/server-lab.js';

const labs = useLabs();

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
