import type { Row, Words } from './row.js';

/** Inventories that cannot be read, or of which a line is not understood: no server of them is touched. */
export const inventories: readonly Row[] = [
  {
    ...list(
      'that is not there',
      '',
      'The inventory servers cannot be read: there is no such file',
      'Check the path',
    ),
    files: {},
  },
  {
    ...list('that is a folder', '', 'The inventory servers cannot be read: it is a folder', 'Check the path'),
    files: { 'servers/': '' },
  },
  list('that is huge', '#'.repeat(1024 * 1024 + 1), 'is larger than 1024 KiB', 'Check the path'),
  list('of nothing', '# none\n', 'servers: no server stands in it', '[user@]server[:port]'),
  list('of what counts for all', 'scanner = imss\n', 'no server stands in it', 'Write one a line'),
  list('with a server twice', 'a\nb\nA\n', 'line 3: A stands there twice, first on line 1', 'Remove one'),
  list(
    'with a key twice',
    '[a]\nscanner = imss\nscanner = nod32\n',
    'line 3: scanner stands there twice',
    'Remove one',
  ),
  list(
    'with an unknown key',
    '[a]\nlicence = /x\n',
    'line 2: the key "licence" is not known',
    'Did you mean license?',
  ),
  list(
    'with a key without a value',
    '[a]\nbecome =\n',
    'line 2: become: it has no value',
    'Correct the line',
  ),
  list(
    'with a wrong value',
    '[a]\nlegacy-ssh = maybe\n',
    'line 2: legacy-ssh: it is yes or no',
    'Correct the line',
  ),
  list(
    'with a wrong answer',
    '[a]\nscan-threads = 0\n',
    'servers, line 2, key scan-threads: "0"',
    '1 to 1024',
  ),
  list('with no fingerprint', '[a]\nhost-key = abc\n', '"abc" is no fingerprint', 'Correct the line'),
  list(
    'with an address for all',
    'outside = 198.51.100.7\na\n',
    'is the address of one server',
    'in the section',
  ),
  list('with an option for a server', '-oProxyCommand=x\n', 'line 1: ', /./),
  list('with a port out of range', 'a:65536\n', 'a port is a number from 1 to 65535', '[user@]server[:port]'),
  list(
    'with a line below a section',
    '[a]\nb\n',
    'line 2: this is neither a section nor key = value',
    '[server]',
  ),
  list(
    'of Windows with a wrong line',
    '\ufeffa\r\nb c\r\n',
    'line 2: "b c" does not name a server',
    '[user@]server',
  ),
  list('of escapes', '[a]\n\u001b[2J = x\n', 'line 2: the key "\\x1b[2J" is not known', 'The keys are'),
  {
    ...list(
      'that names a server that --host names',
      'mail1\n',
      'mail1 is named twice',
      'Name each server once',
    ),
    words: ['audit', '--host', 'mail1', '--inventory', 'servers'],
  },
  {
    ...list('for plan, which is for one server', 'mail1\n', "Unknown option '--inventory'", 'plan --help'),
    words: ['plan', '--inventory', 'servers'],
  },
];

function list(what: string, content: string, says: Words, next: Words): Row {
  return {
    what: `an inventory ${what}`,
    words: ['audit', '--inventory', 'servers'],
    files: { servers: content },
    code: 4,
    says: [says],
    why: /Nothing was (done|changed)|silently not used|in each other\u2019s way/,
    next,
  };
}
