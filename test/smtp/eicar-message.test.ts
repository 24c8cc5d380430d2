import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/package-root.js';
import { buildEicarMessage, eicarText, withoutEicar } from '../../src/smtp/eicar-message.js';
import { findHeaders } from '../../src/smtp/headers.js';
import { readDeliveredEicar } from '../../src/smtp/read-eicar.js';
import { eicarValues, withoutAttachment } from './eicar-delivered.js';

const sent = buildEicarMessage(eicarValues);
const text = Buffer.from(sent).toString('latin1');

test('the file is the 68 characters of its definition', () => {
  expect(eicarText()).toHaveLength(68);
  expect(eicarText()).toMatch(/^X5O!P%@AP\[4\\PZX54\(P\^\)7CC\)7\}\$[A-Z]{5}-STANDARD-[A-Z-]+!\$H\+H\*$/);
});

test('the message is one that any server takes, with the file attached and the nonce in its header', () => {
  expect(findHeaders(sent, 'X-Gateway-Setup-Nonce')[0]?.value).toBe(eicarValues.nonce);
  expect(text).not.toMatch(/[^\r]\n|\{\{|[^\t\r\n -~]/);
  expect(Math.max(...text.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(76);
  const encoded = text.split('base64\r\n\r\n')[1]?.split('\r\n\r\n')[0] ?? '';
  expect(Buffer.from(encoded, 'base64').toString('latin1')).toBe(eicarText());
});

test('no file of ours holds it as a whole, in the clear or encoded', () => {
  const files = ['src/smtp/eicar-message.ts', 'templates/eicar-message.eml', 'src/smtp/read-eicar.ts'];
  const start = Buffer.from(eicarText()).toString('base64').slice(0, 40);
  for (const file of files) {
    const contents = readFileSync(`${packageRoot()}/${file}`, 'latin1');
    expect(contents, file).not.toContain(eicarText());
    expect(contents, file).not.toContain(start);
  }
});

test('a transcript is shown without it', () => {
  const entries = text.split('\r\n').map((line) => ({ mark: 'sent', text: line }) as const);
  const shown = withoutEicar([...entries, { mark: 'received', text: `550 ${eicarText()} found` }]);
  const joined = shown.map((entry) => entry.text).join('');
  expect(joined).not.toContain(eicarText());
  const encoded = Buffer.from(eicarText()).toString('base64');
  expect(joined).not.toContain(encoded.slice(0, 76));
  expect(joined).not.toContain(encoded.slice(76));
  expect(joined).toContain('550 (of the EICAR test file) found');
  expect(shown).toHaveLength(entries.length + 1);
});

test.each<readonly [string, string, { infected: boolean; footnote?: string }]>([
  ['as it was sent', text, { infected: true }],
  [
    'with what scanner and server put above it',
    `Received: by mail\r\nX-Virus-Scanner: NOD32\r\n${text}`,
    { infected: true },
  ],
  [
    'the file in its place encoded otherwise',
    text.replace(
      /Content-Transfer-Encoding: base64\r\n\r\n[\s\S]*?\r\n\r\n/,
      () => `Content-Transfer-Encoding: 7bit\r\n\r\n${eicarText()}\r\n\r\n`,
    ),
    { infected: true },
  ],
  ['the file taken out, nothing said', withoutAttachment(text, ''), { infected: false }],
  [
    'the file taken out, with a footnote in its place',
    withoutAttachment(text, 'NOD32 removed\r\nthe attachment'),
    { infected: false, footnote: 'NOD32 removed the attachment' },
  ],
  [
    'a footnote below our own text',
    withoutAttachment(text, '').replace('Test number: ', 'NOD32: removed\r\n\r\nTest number: '),
    { infected: false, footnote: 'NOD32: removed' },
  ],
  [
    'a footnote with control characters',
    withoutAttachment(text, 'a\u001b[31mred'),
    { infected: false, footnote: expect.not.stringContaining('\u001b') },
  ],
])('delivered: %s', async (_, delivered, found) => {
  expect(await readDeliveredEicar(Buffer.from(delivered, 'latin1'), sent)).toEqual(found);
});
