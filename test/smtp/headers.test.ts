import { describe, expect, test } from 'vitest';
import { findHeaders, headerBlock } from '../../src/smtp/headers.js';

const bytes = (text: string) => Buffer.from(text, 'latin1');

describe('a raw message', () => {
  test('fields come in order, unfolded, duplicates kept', () => {
    const raw = [
      'X-Scan: This message was checked',
      '\tby a scanner.',
      '\tVisit: http://example.com/.',
      'Received: from a (127.0.0.1)',
      ' by b; Mon, 1 Jan 2007 00:00:00 +0000',
      'x-scan:second',
      'Subject:',
      '',
      'X-Body: not a header',
      '',
    ].join('\r\n');
    expect(headerBlock(bytes(raw))).toEqual([
      { name: 'X-Scan', value: 'This message was checked\tby a scanner.\tVisit: http://example.com/.' },
      { name: 'Received', value: 'from a (127.0.0.1) by b; Mon, 1 Jan 2007 00:00:00 +0000' },
      { name: 'x-scan', value: 'second' },
      { name: 'Subject', value: '' },
    ]);
    expect(findHeaders(bytes(raw), 'X-SCAN').map(({ value }) => value)).toEqual([
      'This message was checked\tby a scanner.\tVisit: http://example.com/.',
      'second',
    ]);
    expect(findHeaders(bytes(raw), 'X-Body')).toEqual([]);
  });

  const odd: [string, string, [string, string][]][] = [
    ['an empty first line means no headers', '\r\nX-Scan: in the body\r\n', []],
    [
      'LF ends of line',
      'A: 1\nB: 2\n\nC: 3\n',
      [
        ['A', '1'],
        ['B', '2'],
      ],
    ],
    ['no body, no final end of line', 'A: 1', [['A', '1']]],
    ['nothing at all', '', []],
    [
      'a line that is no field takes its continuation with it',
      'From x Mon\r\n\tmore\r\nA: 1\r\n',
      [['A', '1']],
    ],
    ['a continuation without a field', '\tmore\r\nA: 1\r\n', [['A', '1']]],
    ['a space before the colon', 'A : 1\r\n', [['A', '1']]],
    ['a colon in the value', 'A: b: c\r\n', [['A', 'b: c']]],
    ['a bare CR starts no field', 'A: 1\rX-Scan: forged\r\n', [['A', '1\rX-Scan: forged']]],
    ['a body in LF after headers in CRLF', 'A: 1\r\n\r\nB: 2\n\nC: 3', [['A', '1']]],
    ['bytes that are not UTF-8', 'A: caf\xe9\r\n', [['A', 'caf\xe9']]],
    ['bytes that are UTF-8', 'A: caf\xc3\xa9\r\n\r\n\xe9', [['A', 'caf\u00e9']]],
  ];
  test.each(odd)('%s', (_, raw, fields) => {
    expect(headerBlock(bytes(raw))).toEqual(fields.map(([name, value]) => ({ name, value })));
  });

  test('a view into a larger buffer is read as the view', () => {
    const whole = new TextEncoder().encode('B: 0\r\nA: 1\r\nC: 2\r\n');
    expect(headerBlock(whole.subarray(6, 10))).toEqual([{ name: 'A', value: '1' }]);
  });
});

describe('a paste', () => {
  const pastes: [string, string, [string, string][]][] = [
    [
      'leading empty lines',
      '\n  \n\nA: 1\nB: 2\n',
      [
        ['A', '1'],
        ['B', '2'],
      ],
    ],
    [
      'old Mac ends of line',
      'A: 1\rB: 2\r',
      [
        ['A', '1'],
        ['B', '2'],
      ],
    ],
    [
      'an indented whole, continuations kept',
      '    A: 1\n    \tmore\n    B: 2\n',
      [
        ['A', '1\tmore'],
        ['B', '2'],
      ],
    ],
    ['a cut-off body', 'A: 1\n \nX-Scan: in the body\nhal', [['A', '1']]],
    ['broken off inside a field', 'A: 1\nX-Sc', [['A', '1']]],
    ['a byte order mark', '\ufeffA: 1', [['A', '1']]],
    ['only spaces', ' \n \n', []],
  ];
  test.each(pastes)('%s', (_, paste, fields) => {
    expect(headerBlock(paste)).toEqual(fields.map(([name, value]) => ({ name, value })));
  });
});
