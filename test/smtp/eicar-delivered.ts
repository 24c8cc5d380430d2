import type { TestMessageValues } from '../../src/smtp/test-message.js';

export const eicarValues: TestMessageValues = {
  from: 'postmaster@example.com',
  to: 'info@example.com',
  nonce: 'deadbeefcafe',
  date: new Date(Date.UTC(2006, 10, 5, 6, 7, 8)),
  hostname: 'mail.example.com',
  product: 'The Scanner 2.51',
};

/** The message as a scanner passes it on: plain text, or nothing, where the attachment was. */
export function withoutAttachment(message: string, footnote: string): string {
  const attachment = /Content-Type: application\/octet-stream[\s\S]*?\r\n\r\n[\s\S]*?\r\n\r\n/;
  return message.replace(attachment, `Content-Type: text/plain\r\n\r\n${footnote}\r\n\r\n`);
}
