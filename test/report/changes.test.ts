import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/model/change.js';
import { nod32Daemon, nod32Smtp } from '../../src/products/nod32/product.js';
import { changeLines } from '../../src/report/human/changes.js';
import { paintWith, plainPaint } from '../../src/report/human/paint.js';
import { unifiedDiff } from '../../src/report/human/unified-diff.js';
import { configure } from '../support/changes.js';
import { editAxigen, editNod32 } from '../wizard/fixture.js';

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const diff = (before: string, after: string) =>
  unifiedDiff('/f', bytes(before), bytes(after), plainPaint).slice(2);

describe('a unified diff', () => {
  test.each<[string, string, string, string[]]>([
    ['nothing', 'a\n', 'a\n', []],
    ['one line', 'a\nb\n', 'a\nc\n', ['@@ -1,2 +1,2 @@', ' a', '-b', '+c']],
    [
      'no final newline',
      'a',
      'b',
      ['@@ -1,1 +1,1 @@', '-a', '\\ No newline at end of file', '+b', '\\ No newline at end of file'],
    ],
    ['a final newline added', 'a', 'a\n', ['@@ -1,1 +1,1 @@', '-a', '\\ No newline at end of file', '+a']],
    ['CRLF throughout is not shown', 'a\r\nb\r\n', 'a\r\nc\r\n', ['@@ -1,2 +1,2 @@', ' a', '-b', '+c']],
    ['CRLF that one side has alone is shown', 'a\r\n', 'a\n', ['@@ -1,1 +1,1 @@', '-a\\x0d', '+a']],
    ['bytes that are not UTF-8', 'a=\xe9\n', 'a=\xe8\n', ['@@ -1,1 +1,1 @@', '-a=é', '+a=è']],
    ['controls, NUL and tabs', 'a\x1b[2J\x00\t.\n', 'b\n', ['@@ -1,1 +1,1 @@', '-a\\x1b[2J\\x00\t.', '+b']],
    ['an empty file before', '', 'a\n', ['@@ -0,0 +1,1 @@', '+a']],
  ])('%s', (_name, before, after, lines) => {
    expect(diff(before, after)).toEqual(lines);
  });

  test('three lines of context, two hunks', () => {
    const before = Array.from({ length: 20 }, (_, index) => `${index}\n`).join('');
    const after = before.replace('2\n', 'two\n').replace('17\n', 'seventeen\n');
    expect(diff(before, after).filter((line) => line.startsWith('@@'))).toEqual([
      '@@ -1,6 +1,6 @@',
      '@@ -15,6 +15,6 @@',
    ]);
  });

  test('UTF-8 stays UTF-8', () => {
    const lines = unifiedDiff('/f', Buffer.from('# é\n'), Buffer.from('# è\n'), plainPaint);
    expect(lines.slice(3)).toEqual(['-# é', '+# è']);
  });

  test('coloured', () => {
    const lines = unifiedDiff('/f', bytes('a\n'), bytes('b\n'), paintWith({ colour: true, unicode: true }));
    expect(lines.slice(2)).toEqual([
      '\u001b[36m@@ -1,1 +1,1 @@\u001b[39m',
      '\u001b[31m-a\u001b[39m',
      '\u001b[32m+b\u001b[39m',
    ]);
  });
});

describe('a change', () => {
  test.each<[string, Change, string[]]>([
    [
      'edit a file',
      editNod32,
      [
        '  * Edit /etc/opt/eset/nod32/nod32.cfg: listen on all addresses, port 25',
        '    Owner and mode of the file stay as they are.',
        '    --- /etc/opt/eset/nod32/nod32.cfg',
        '    +++ /etc/opt/eset/nod32/nod32.cfg',
        '    @@ -1,4 +1,4 @@',
        '     [smtp]',
        '     ; the proxy',
        '    -listen_addr = "localhost"',
        '    -listen_port = 2526',
        '    +listen_addr = "0.0.0.0"',
        '    +listen_port = 25',
      ],
    ],
    [
      'place a file',
      {
        kind: 'place-file',
        summary: 'the licence',
        path: '/etc/opt/eset/nod32/license/nod32.lic',
        copyFrom: '/root/nod32.lic',
        mode: 0o640,
      },
      ['  * Place /etc/opt/eset/nod32/license/nod32.lic, a copy of /root/nod32.lic, mode', '    0640'],
    ],
    [
      'install a package',
      {
        kind: 'install-package',
        summary: 'the scanner',
        manager: 'rpm',
        file: '/root/n.rpm',
        name: 'nod32lms',
        services: [nod32Daemon],
      },
      [
        '  * Install the package nod32lms from /root/n.rpm with rpm',
        '    The package may itself start: the scanning daemon nod32d.',
      ],
    ],
    [
      'the installer',
      {
        kind: 'run-installer',
        summary: 'the installer of IMSS',
        command: '/root/imss/install.sh\u001b[2J',
        scripts: ['/etc/init.d/S99ISIMSS'],
      },
      [
        '  * Run the vendor\u2019s installer: /root/imss/install.sh\\x1b[2J',
        '    It gets this terminal, and its questions are answered by you; where there is',
        '    no terminal it gets no input.',
        '    What it writes is found out by comparing the server before and after: new',
        '    files, new packages, what it changes in /etc and the crontabs. That is what',
        '    a rollback takes away.',
        '    What it changes in other files that were there before cannot be put back; it',
        '    would be named.',
      ],
    ],
    [
      'a service',
      { kind: 'service', summary: 'read nod32.cfg', service: nod32Smtp, verb: 'restart', readyPort: 25 },
      [
        '  * Restart the SMTP proxy nod32smtp (/etc/init.d/nod32smtp restart)',
        '    Afterwards port 25 must listen.',
      ],
    ],
  ])('%s', (_name, change, lines) => {
    expect(changeLines(change, plainPaint)).toEqual(lines);
  });

  test.each([
    ['cli', 'Through AXIGEN\u2019s command line: move it'],
    ['operator', 'By hand, in AXIGEN\u2019s WebAdmin: move it'],
  ] as const)(
    'AXIGEN\u2019s configuration, by the %s: what is done in words, and who writes the file',
    (by, head) => {
      const change = configure('/axigen.cfg', {
        by,
        summary: 'move it',
        operations: [
          { kind: 'remove-listener', index: 1, address: '10.0.0.1:587' },
          { kind: 'add-client', settings: [['priority', '501']] },
        ],
        readyPort: 2525,
      });
      expect(changeLines(change, paintWith({ colour: false, unicode: true, columns: 200 })).join('\n')).toBe(
        [
          `  * ${head}`,
          '    Remove the listener 10.0.0.1:587.',
          '    Add a client: priority = 501.',
          '    AXIGEN goes on running, and writes /axigen.cfg itself when its configuration is saved: in its',
          '    own words, without remarks.',
          '    It is taken back like an edit: AXIGEN is stopped, the file as it is now is put back, AXIGEN is',
          '    started.',
          '    Afterwards port 2525 must listen.',
        ].join('\n'),
      );
    },
  );

  test('a reader that is stopped meanwhile is named', () => {
    const lines = changeLines(editAxigen, plainPaint);
    expect(lines).toContain('    While the file is written, AXIGEN is stopped.');
    expect(lines).toContain('    Afterwards port 2525 must listen again.');
  });

  test('a path cannot command the terminal', () => {
    const lines = changeLines({ ...editNod32, path: '/tmp/\u001b[2J' }, plainPaint);
    expect(lines.join('')).not.toContain('\u001b');
  });
});
