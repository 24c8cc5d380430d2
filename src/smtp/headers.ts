export interface HeaderField {
  /** As written. */
  readonly name: string;
  /** Unfolded (RFC 5322 2.2.3), without the spaces around it. May hold anything: escape before showing. */
  readonly value: string;
}

/**
 * The header fields of a message, in order, duplicates kept; what is no field is passed over.
 * Bytes are taken strictly as a message: an empty first line means that there are no headers. A string is
 * taken as what a person pasted: leading empty lines and an indentation of the whole are ignored, ends of
 * line may be of any kind, and the text may break off anywhere.
 */
export function headerBlock(message: Uint8Array | string): HeaderField[] {
  const text = typeof message === 'string' ? cleanPaste(message) : decodeHeader(message);
  const fields: { name: string; value: string }[] = [];
  let current: { name: string; value: string } | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (line === '') break;
    if (/^[ \t]/.test(line)) {
      if (current !== undefined) current.value += line;
      continue;
    }
    const match = /^([!-9;-~]+)[ \t]*:(.*)$/s.exec(line);
    current = match === null ? undefined : { name: match[1] ?? '', value: match[2] ?? '' };
    if (current !== undefined) fields.push(current);
  }
  return fields.map(({ name, value }) => ({ name, value: value.trim() }));
}

/** The fields of that name, without regard to case, in order. */
export function findHeaders(message: Uint8Array | string, name: string): HeaderField[] {
  const wanted = name.toLowerCase();
  return headerBlock(message).filter((field) => field.name.toLowerCase() === wanted);
}

/** Only the header: a body is neither decoded nor searched. Old mail is often not UTF-8; then each byte is a character. */
function decodeHeader(message: Uint8Array): string {
  const bytes = Buffer.from(message.buffer, message.byteOffset, message.byteLength);
  const ends = ['\r\n\r\n', '\n\n'].map((end) => bytes.indexOf(end)).filter((at) => at >= 0);
  const header = bytes.subarray(0, ends.length === 0 ? bytes.length : Math.min(...ends));
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(header);
  } catch {
    return header.toString('latin1');
  }
}

function cleanPaste(text: string): string {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first < 0) return '';
  const indent = /^[ \t]*/.exec(lines[first] ?? '')?.[0] ?? '';
  // A pasted "empty" line often holds spaces; it ends the headers all the same.
  return lines
    .slice(first)
    .map((line) => (line.trim() === '' ? '' : line.startsWith(indent) ? line.slice(indent.length) : line))
    .join('\n');
}
