import { describe, expect, test } from 'vitest';
import { parseWrote, takenBackWords, wroteSentences } from '../../../src/engine/run/installer-wrote.js';
import { summarize } from '../../../src/engine/run/journal.js';

const wrote = parseWrote(
  [
    'placed 1 /etc/init.d/S99ISIMSS',
    'edited 2 /etc/passwd',
    'removed 3 /etc/old conf',
    'tree 120 /opt/trend',
    'tree 1 /opt/a\u0001b',
    'folder 0 /usr/local/bin',
    'file 1 /usr/local/bin/imss',
    'touched 0 /usr/lib/x',
    'beside 2 /srv/bob',
    'package 0 rpm:imss',
    'torn',
    '',
  ].join('\n'),
);

test('each line is what it says', () => {
  expect(wrote).toEqual({
    added: [
      '/etc/init.d/S99ISIMSS',
      '/opt/trend (120 files)',
      '/opt/a\nb (1 file)',
      '/usr/local/bin',
      '/usr/local/bin/imss',
    ],
    changed: ['/etc/passwd', '/etc/old conf'],
    packages: ['imss'],
    lost: ['/usr/lib/x'],
    beside: ['/srv/bob (2 files)'],
  });
});

describe('in words', () => {
  test('what was written; control characters do nothing', () => {
    expect(wroteSentences(wrote)).toEqual([
      'The installer wrote:',
      '  /etc/init.d/S99ISIMSS',
      '  /opt/trend (120 files)',
      '  /opt/a\\x0ab (1 file)',
      '  /usr/local/bin',
      '  /usr/local/bin/imss',
      'The installer changed:',
      '  /etc/passwd',
      '  /etc/old conf',
      'The installer installed the packages:',
      '  imss',
      'Changed meanwhile, and a rollback cannot put it back, because there is no copy:',
      '  /usr/lib/x',
      'Came up meanwhile, perhaps by somebody else, and a rollback leaves it alone:',
      '  /srv/bob (2 files)',
    ]);
    expect(takenBackWords(wrote)[0]).toBe('the packages are removed: imss');
    expect(takenBackWords(wrote)[3]).toBe('CANNOT be put back, because there is no copy: /usr/lib/x');
  });

  test('nothing is said, too', () => {
    const nothing = parseWrote('');
    expect(wroteSentences(nothing)).toEqual(['The installer wrote nothing that lasts.']);
    expect(takenBackWords(nothing)).toEqual(['it has written nothing']);
  });

  test('a long list is cut, and says so', () => {
    const many = parseWrote(Array.from({ length: 60 }, (_, index) => `file 1 /opt/${index}`).join('\n'));
    expect(wroteSentences(many).slice(-2)).toEqual(['  /opt/39', '  and 20 more']);
  });
});

describe('a run of the list', () => {
  const at = 1;
  const ran = [
    { at, event: 'intent', change: 1, step: 'install-scanner' },
    { at, event: 'done', change: 1, wrote: ['removed: /opt/trend (2 files)'] },
  ];

  test('says what its installer has written, as long as that stands', () => {
    expect(summarize('x', ran).wrote).toEqual(['removed: /opt/trend (2 files)']);
    expect(summarize('x', [...ran, { at, event: 'undone', step: 'install-scanner' }]).wrote).toBeUndefined();
  });
});
