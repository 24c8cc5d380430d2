import { describe, expect, test } from 'vitest';
import { decodeStart } from '../../../src/lab/scanning/decode-body.js';
import { entityFields } from '../../../src/lab/scanning/mime-fields.js';

describe('MIME', () => {
  test.each([
    [['Content-Type: TEXT/Plain; charset=x; name=a.txt'], { type: 'text/plain', name: 'a.txt' }],
    [
      ['Content-Type: multipart/mixed;', '\tboundary="a\\"b;c"'],
      { type: 'multipart/mixed', boundary: 'a"b;c' },
    ],
    [['content-transfer-encoding: BASE64 '], { encoding: 'base64', type: 'text/plain' }],
    [
      ['Content-Disposition: attachment; filename="x y.com"', 'Content-Type: a/b; name=z'],
      { name: 'x y.com' },
    ],
    [['garbage', ' folded nothing'], { type: 'text/plain', encoding: '7bit', boundary: undefined }],
  ])('%j', (lines, expected) => expect(entityFields(lines)).toMatchObject(expected));

  test.each([
    ['7bit', 'as is', 'as is'],
    ['base64', 'YWJj\r\nZGVm\r\n', 'abcdef'],
    ['quoted-printable', 'a=3Db=\r\nc=20', 'a=bc '],
    ['x-uuencode', 'x', undefined],
  ])('%s', (encoding, body, expected) =>
    expect(decodeStart(Buffer.from(body), encoding)?.toString('latin1')).toBe(expected),
  );
});
