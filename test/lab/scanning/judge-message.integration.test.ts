import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eicar } from '../../../src/lab/scanning/eicar.js';
import { judgeMessage } from '../../../src/lab/scanning/judge-message.js';
import type { Judgement } from '../../../src/lab/scanning/judgement.js';
import { infectedMessage, plainMessage, unknownEncodingMessage, withAttachment } from './messages.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nod32-judge-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function judge(message: string): Promise<Judgement> {
  const path = join(folder, 'message');
  writeFileSync(path, message, 'latin1');
  return judgeMessage(path);
}

const base64 = (text: string): string => Buffer.from(text, 'latin1').toString('base64');
const binary = 'Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64';

/** Multiparts within multiparts, `depth` of them, around one text. */
function nested(depth: number, text: string): string {
  let entity = `Content-Type: text/plain\r\n\r\n${text}`;
  for (let level = depth; level > 0; level -= 1) {
    entity = `Content-Type: multipart/mixed; boundary=level${level}\r\n\r\n--level${level}\r\n${entity}\r\n--level${level}--\r\n`;
  }
  return entity;
}

describe('what the scanner says', () => {
  test.each<[string, string, string[]]>([
    ['a plain message', plainMessage, []],
    ['no message at all', '', []],
    ['a header without a body', 'Subject: s\r\n', []],
    ['the test file in base64', infectedMessage, ['infected EICAR test file eicar.com']],
    [
      'base64 in lines of four',
      withAttachment(binary, base64(eicar).replace(/.{4}/g, '$&\r\n')),
      ['infected EICAR test file '],
    ],
    [
      'with white space after it',
      withAttachment('Content-Type: text/plain', `${eicar}\r\n \t\x1a`),
      ['infected EICAR test file '],
    ],
    [
      'longer than the test file may be',
      withAttachment('Content-Type: text/plain', `${eicar}${' '.repeat(80)}`),
      [],
    ],
    ['with something before it', withAttachment('Content-Type: text/plain', `x${eicar}`), []],
    ['talk about it', `Subject: s\r\n\r\nThe file is ${eicar}\r\n`, []],
    [
      'quoted-printable',
      withAttachment('Content-Transfer-Encoding: Quoted-Printable', eicar.replace('X', '=58=\r\n')),
      ['infected EICAR test file '],
    ],
    ['the whole body', `Subject: s\r\n\r\n${eicar}\r\n`, ['infected EICAR test file ']],
    ['without a header', `\r\n${eicar}`, ['infected EICAR test file ']],
    [
      'in a message within the message',
      withAttachment('Content-Type: message/rfc822', infectedMessage.replaceAll('b 1', 'c')),
      ['infected EICAR test file eicar.com'],
    ],
    ['with LF line ends', infectedMessage.replaceAll('\r\n', '\n'), ['infected EICAR test file eicar.com']],
    [
      'without the closing boundary',
      infectedMessage.replace('--b 1--\r\n', ''),
      ['infected EICAR test file eicar.com'],
    ],
    ['an unknown encoding', unknownEncodingMessage, ['notscanned unknown encoding x-secret blob.bin']],
    [
      'a zip with a password',
      withAttachment(binary, base64('PK\x03\x04\x14\0\x01\0\0\0')),
      ['notscanned password-protected archive '],
    ],
    ['a zip without one', withAttachment(binary, base64('PK\x03\x04\x14\0\0\0\0\0')), []],
    ['deep, but not too deep', nested(20, eicar), ['infected EICAR test file ']],
    ['too deep', nested(21, eicar), ['notscanned too many parts ']],
  ])('%s', async (_, message, expected) => {
    const found = await judge(message);
    expect(found.map(({ verdict, reason, name }) => `${verdict} ${reason} ${name}`)).toEqual(expected);
  });

  test('the offsets are those of the entity, header and body, without the line end before the boundary', async () => {
    const [object] = await judge(infectedMessage);
    expect(infectedMessage.slice(object?.start, object?.bodyStart)).toMatch(
      /^Content-Type: application[\s\S]*\r\n\r\n$/,
    );
    expect(infectedMessage.slice(object?.bodyStart, object?.end)).toBe(base64(eicar));
  });

  test('more parts than are followed: from there on nothing passes as scanned', async () => {
    const message = `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(1500)}--b--\r\n`;
    const [object, ...more] = await judge(message);
    expect(object?.reason).toBe('too many parts');
    expect(object?.end).toBe(message.length);
    expect(more).toEqual([]);
  });

  test('a line of many megabytes is walked over', async () => {
    const long = withAttachment('Content-Type: text/plain', 'x'.repeat(5_000_000));
    expect(await judge(long.replace('See the attachment.', eicar))).toHaveLength(1);
  });
});
