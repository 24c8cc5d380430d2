import { eicar } from '../../../src/lab/scanning/eicar.js';

export const plainMessage =
  'From: a@example.com\r\nSubject: hello\r\n\r\nGood day.\r\n..two dots, on the wire\r\n';

/** A message with text and one attachment. */
export function withAttachment(headers: string, body: string): string {
  return [
    'From: a@example.com',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="b 1"',
    '',
    'preamble',
    '--b 1',
    'Content-Type: text/plain',
    '',
    'See the attachment.',
    '--b 1',
    headers,
    '',
    body,
    '--b 1--',
    '',
  ].join('\r\n');
}

export const infectedMessage = withAttachment(
  'Content-Type: application/octet-stream; name=eicar.com\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="eicar.com"',
  Buffer.from(eicar).toString('base64'),
);

export const unknownEncodingMessage = withAttachment(
  'Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: x-secret\r\nContent-Disposition: attachment; filename="blob.bin"',
  'garbage',
);
