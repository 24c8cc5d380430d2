import type { Row, Words } from './row.js';

const readFirst = 'It was to be read before anything else. Nothing was changed';
const checkPath = 'Check the path';

/** Answers files that cannot be read, or hold what is no answer. */
export const answerFiles: readonly Row[] = [
  file('that is not there', undefined, 'a.ini cannot be read: there is no such file', readFirst, checkPath),
  {
    ...file('that is a folder', undefined, 'a.ini cannot be read: it is a folder', readFirst, checkPath),
    files: { 'a.ini/': '' },
  },
  {
    ...file('below a file', undefined, 'a part of its path is not a folder', readFirst, checkPath),
    words: ['--yes', '--answers', 'a.ini/b.ini'],
    files: { 'a.ini': '' },
  },
  {
    ...file('whose name is no name', undefined, 'cannot be read: ', readFirst, checkPath),
    words: ['--yes', '--answers', `${'x'.repeat(300)}.ini`],
  },
  file('that is huge', Buffer.alloc(65_537, 'x'), 'is larger than 64 KiB', readFirst, checkPath),
  file(
    'of bytes that are no text',
    Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 0xff, 0xfe]),
    /holds the key ".*", which is not known/,
    'silently not used',
    'The keys are: ',
  ),
  file(
    'with an unknown key',
    'lizense = /x\n',
    'the key "lizense"',
    'silently not used',
    'Did you mean license?',
  ),
  file(
    'with a key of capitals',
    'License = /x\n',
    'the key "License"',
    'silently not used',
    'Did you mean license?',
  ),
  file(
    'with a flag for a key',
    '--license = /x\n',
    'the key "--license"',
    'silently not used',
    'The keys are',
  ),
  file(
    'with a section',
    '[nod32]\nlicense = /x\n',
    '"nod32" is a section',
    'silently not used',
    '[brackets]',
  ),
  file(
    'with a list',
    'skip[] = a\n',
    '"skip" is a section or a list',
    'silently not used',
    '[] after the key',
  ),
  file(
    'with a key twice',
    'license = /a\n# and\nlicense = /b\n',
    'the key license twice, on lines 1 and 3',
    'Only one of the two can be meant',
    'Remove one of the lines',
  ),
  file(
    'with a key twice behind a byte order mark and line ends of Windows',
    '\ufefflicense = /a\r\nlicense = /b\r\n',
    'the key license twice, on lines 1 and 2',
    'Only one of the two can be meant',
    'Remove one of the lines',
  ),
  file(
    'of Windows with a wrong value',
    '\ufeffscanner = foo\r\n',
    /a\.ini, key scanner: "foo"/,
    'Nothing was done',
    '--scanner',
  ),
  file('with an empty value', 'recipient =\n', /key recipient: ""/, 'Nothing was done', '--recipient'),
  file('with a key alone', 'recipient\n', /key recipient: "true"/, 'Nothing was done', '--recipient'),
  file(
    'with a number out of range',
    'scan-threads = 0\n',
    /key scan-threads: "0"/,
    'Nothing was done',
    '1 to 1024',
  ),
];

function file(
  what: string,
  content: string | Uint8Array | undefined,
  says: Words,
  why: Words,
  next: Words,
): Row {
  return {
    what: `an answers file ${what}`,
    words: ['--yes', '--answers', 'a.ini'],
    ...(content === undefined ? {} : { files: { 'a.ini': content } }),
    code: 4,
    says: [says],
    why,
    next,
  };
}
