import { readFileSync } from 'node:fs';
import { templatePath } from '../package-root.js';
import { checkNonce } from './nonce.js';
import { checkAddress } from './stages.js';

export interface TestMessageValues {
  readonly from: string;
  readonly to: string;
  /** 8 to 64 letters, digits and hyphens. */
  readonly nonce: string;
  readonly date: Date;
  /** The machine that is set up; a host name. */
  readonly hostname: string;
  /** What the message is to pass through, as people call it. */
  readonly product: string;
}

/** The test message with CRLF ends of line: seven-bit text, no line over 998 bytes. @throws RangeError as fillTestMessage. */
export function buildTestMessage(values: TestMessageValues): Uint8Array {
  return fillTestMessage(readFileSync(templatePath('test-message.eml'), 'utf8'), values);
}

/**
 * Fills `{{placeholders}}` in one pass: what a value holds is never a placeholder. `more` are values for this template
 * alone, of one or more lines.
 * @throws RangeError for a value that could add a header field (CR, LF) or does not fit a plain header
 * (anything but 1 to 255 printable ASCII characters), and for a template that does not fit the values.
 */
export function fillTestMessage(
  template: string,
  values: TestMessageValues,
  more: Readonly<Record<string, string>> = {},
): Uint8Array {
  checkAddress(values.from);
  checkAddress(values.to);
  checkNonce(values.nonce);
  if (!/^[A-Za-z0-9._-]{1,255}$/.test(values.hostname)) throw new RangeError('not a host name');
  if (!/^[ -~]{1,255}$/.test(values.product)) throw new RangeError('the product must be a short, plain name');
  const texts = new Map(Object.entries({ ...more, ...values, date: mailDate(values.date) }));
  const text = template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = texts.get(name);
    if (value === undefined) throw new RangeError(`the template asks for an unknown value: ${name}`);
    return value;
  });
  const lines = text.split(/\r?\n/);
  if (lines.some((line) => !/^[\t -~]{0,998}$/.test(line))) {
    throw new RangeError('the template has a line that is too long or not plain ASCII');
  }
  return Buffer.from(lines.join('\r\n'), 'ascii');
}

/** A date as RFC 5322 wants it, in UTC. @throws RangeError for an invalid date. */
export function mailDate(date: Date): string {
  if (Number.isNaN(date.getTime())) throw new RangeError('not a date');
  return date.toUTCString().replace(/GMT$/, '+0000');
}
