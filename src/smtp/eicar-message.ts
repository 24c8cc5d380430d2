import { readFileSync } from 'node:fs';
import { templatePath } from '../package-root.js';
import { fillTestMessage, type TestMessageValues } from './test-message.js';
import type { TranscriptEntry } from './transcript.js';

/**
 * The EICAR test file, which every virus scanner takes for a virus (eicar.org). It is put together when it is
 * needed: whole, it would have scanners take our own files for one.
 */
export function eicarText(): string {
  return ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR', '-STANDARD-ANTIVIRUS-', 'TEST-FILE!$H+H*'].join('');
}

/** As the message carries it, in lines of 76 characters (RFC 2045 6.8). */
function encodedLines(): readonly string[] {
  return (
    Buffer.from(eicarText(), 'latin1')
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  );
}

/** The test message with the EICAR test file attached. @throws RangeError as fillTestMessage. */
export function buildEicarMessage(values: TestMessageValues): Uint8Array {
  const template = readFileSync(templatePath('eicar-message.eml'), 'utf8');
  return fillTestMessage(template, values, { attachment: encodedLines().join('\n') });
}

/** A transcript without the file, so that what is logged of it is not taken for a virus either. */
export function withoutEicar(entries: readonly TranscriptEntry[]): readonly TranscriptEntry[] {
  const hidden = [...encodedLines(), eicarText()];
  return entries.map(({ mark, text }) => ({
    mark,
    text: hidden.reduce((rest, part) => rest.replaceAll(part, '(of the EICAR test file)'), text),
  }));
}
