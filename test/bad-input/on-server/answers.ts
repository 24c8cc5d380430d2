import { inLab } from '../../../src/lab/paths.js';
import { flags, nothingChanged, type ServerRow } from './server-row.js';

/** Files that the answers of these rows name. */
export const makeAnswerFiles = `
: > /root/empty; echo 'no package' > /root/notes.txt; printf '!<arch>\\ndebian-binary   ' > /root/other.deb
head -c 2000 ${inLab.media}/nod32lms-*.rpm > /root/damaged.rpm; printf 'wrong-password\\n' > /root/wrong
printf 'scanner = nod32\\nlicense = ${inLab.media}/nod32.lic\\n' > /root/half.ini; mkdir -p /root/folder`;

/** Answers that are good words, and wrong on this server. */
export const wrongAnswers: readonly ServerRow[] = [
  {
    what: 'missing answers without a terminal: all of them, with flag and key',
    words: ['setup', '--yes', '--answers', '/root/half.ini'],
    code: 4,
    says: [
      '2 answers are missing',
      '--package (key package, variable GATEWAY_SETUP_PACKAGE)',
      '--recipient (key recipient, variable GATEWAY_SETUP_RECIPIENT)',
    ],
    why: nothingChanged,
    next: 'Give --package <file> --recipient <address>',
  },
  wrong(
    'a licence that is not there',
    '--license',
    '/root/nowhere.lic',
    'There is no file /root/nowhere.lic on the server',
  ),
  wrong('a licence that is a folder', '--license', '/root/folder', '/root/folder is a folder'),
  wrong('a licence that is a device', '--license', '/dev/zero', '/dev/zero is not a regular file'),
  wrong('an empty licence', '--license', '/root/empty', '/root/empty is empty'),
  wrong(
    'a package that is not there',
    '--package',
    '/root/nowhere.rpm',
    'There is no file /root/nowhere.rpm on the server',
  ),
  wrong('a package that is none', '--package', '/root/notes.txt', 'begins like neither an .rpm nor a .deb'),
  wrong(
    'a package for another package system',
    '--package',
    '/root/other.deb',
    '/root/other.deb is a package for dpkg, but this server uses rpm',
  ),
  wrong('a damaged package', '--package', '/root/damaged.rpm', 'damaged'),
  wrong(
    'a mailbox that there is not',
    '--recipient',
    'nobody@example.test',
    'AXIGEN does not take mail for nobody@example.test',
  ),
  {
    ...wrong(
      'a wrong mailbox password',
      '--mailbox-password-file',
      '/root/wrong',
      'The mailbox of alice@example.test does not open with this password',
    ),
    how: { ...flags('--mailbox-password-file', '/root/wrong'), password: undefined },
    silent: 'wrong-password',
  },
  {
    what: 'a step that would leave an open relay when skipped',
    how: flags('--skip', 'close-open-relay'),
    code: 4,
    says: ['The step close-open-relay cannot be skipped'],
    why: /relay/,
    next: 'Leave out --skip',
  },
];

function wrong(what: string, flag: string, value: string, says: string): ServerRow {
  return {
    what,
    how: flags(flag, value),
    code: 4,
    says: [flag.replace(/^--mailbox-password-file$/, 'Mailbox password'), says],
    why: nothingChanged,
    next: 'Correct it and run the same command again',
  };
}
