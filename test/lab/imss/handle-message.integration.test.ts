import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { handleMessage } from '../../../src/lab/imss/handle-message.js';
import { imssHeaders } from '../../../src/lab/imss/imss-headers.js';
import { eicar } from '../../../src/lab/scanning/eicar.js';
import { MessageSpool } from '../../../src/lab/scanning/message-spool.js';
import { infectedMessage, plainMessage, withAttachment } from '../scanning/messages.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'imss-message-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function delivered(message: string, antiSpam = true): Promise<string> {
  const spool = await MessageSpool.create(folder, 'test');
  try {
    await spool.append(Buffer.from(message, 'latin1'));
    const { refusal, body } = await handleMessage(spool, antiSpam);
    expect(refusal).toBeUndefined();
    let text = '';
    for await (const piece of body()) text += piece.toString('latin1');
    return text;
  } finally {
    await spool.discard();
  }
}

test('the six headers, in their order', () => {
  expect(imssHeaders.split('\r\n').map((line) => line.replace(/:.*/, ''))).toEqual([
    'X-imss-version',
    'X-imss-result',
    'X-imss-scanInfo',
    'X-imss-tmaseResult',
    'X-imss-scores',
    'X-imss-settings',
    '',
  ]);
  expect(imssHeaders).toMatch(/^X-imss-version: 2\.040\r\nX-imss-result: Passed\r\n/);
});

describe('clean mail', () => {
  const h = imssHeaders;
  test.each<[string, string, string]>([
    ['behind all other headers', 'A: 1\r\nB: 2\r\n\r\nbody\r\n', `A: 1\r\nB: 2\r\n${h}\r\nbody\r\n`],
    ['behind a folded one', 'A: 1\r\n\t2\r\n 3\r\n\r\nb\r\n', `A: 1\r\n\t2\r\n 3\r\n${h}\r\nb\r\n`],
    ['a header and nothing else', 'A: 1\r\n', `A: 1\r\n${h}`],
    ['a header and an empty body', 'A: 1\r\n\r\n', `A: 1\r\n${h}\r\n`],
    ['no header', '\r\nbody\r\n', `${h}\r\nbody\r\n`],
    ['neither header nor empty line', 'Good day.\r\nA: 1\r\n', `${h}\r\nGood day.\r\nA: 1\r\n`],
    ['a body without the empty line', 'A: 1\r\nGood day.\r\n', `A: 1\r\n${h}\r\nGood day.\r\n`],
    ['a fold before any header', ' A: 1\r\n\r\nb\r\n', `${h}\r\n A: 1\r\n\r\nb\r\n`],
    ['nothing at all', '', h],
    ['LF line ends', 'A: 1\n\nbody\n', `A: 1\n${h}\nbody\n`],
    ['bytes above 127, NUL, lone CR', 'A: \xe9\r\n\r\n\0\xff\rx\r\n', `A: \xe9\r\n${h}\r\n\0\xff\rx\r\n`],
    ['a header in the body', 'A: 1\r\n\r\nB: 2\r\n\r\nC\r\n', `A: 1\r\n${h}\r\nB: 2\r\n\r\nC\r\n`],
  ])('%s', async (_, message, expected) => expect(await delivered(message)).toBe(expected));

  test.each([plainMessage, 'Good day.\r\n', withAttachment('Content-Type: a/b', 'x'), ''])(
    '%j stays as it is while the anti-spam module is off',
    async (message) => expect(await delivered(message, false)).toBe(message),
  );
});

describe('the EICAR test file', () => {
  test('in an attachment gives way to a note; the other parts keep every byte', async () => {
    const [before = '', after = ''] = infectedMessage.split(
      /Content-Type: application[\s\S]*?(?=\r\n--b 1--)/,
    );
    const [header = '', parts = ''] = before.split('\r\n\r\npreamble');
    const note =
      'Content-Type: text/plain; charset=us-ascii\r\nContent-Transfer-Encoding: 7bit\r\n\r\nIMSS stand-in: The attachment "eicar.com" was removed (EICAR test file).\r\n';
    expect(await delivered(infectedMessage)).toBe(
      `${header}\r\n${imssHeaders}\r\npreamble${parts}${note}${after}`,
    );
  });

  test.each([
    ['the whole body', `A: 1\r\nContent-Type: text/html\r\n\r\n${eicar}\r\n`],
    ['a body without the empty line', `A: 1\r\n${eicar}\r\n`],
  ])('%s: the headers stay, in their order', async (_, message) => {
    const note = 'IMSS stand-in: The text of this message was removed (EICAR test file).\r\n';
    const type = 'Content-Type: text/plain; charset=us-ascii\r\nContent-Transfer-Encoding: 7bit\r\n';
    expect(await delivered(message)).toBe(`A: 1\r\n${type}${imssHeaders}\r\n${note}`);
  });

  test.each([eicar, `\r\n${eicar}\r\n`, `${infectedMessage}\r\n`, infectedMessage.replaceAll('\r\n', '\n')])(
    'is delivered in no form: %j',
    async (message) => {
      for (const antiSpam of [true, false]) {
        const text = await delivered(message, antiSpam);
        expect(text).not.toContain(eicar);
        expect(text).not.toContain(Buffer.from(eicar).toString('base64'));
        expect(text).toContain('was removed (EICAR test file)');
        expect(text.includes('X-imss-version')).toBe(antiSpam);
      }
    },
  );
});
