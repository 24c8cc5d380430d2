/**
 * A message as it goes over the wire after DATA (RFC 5321 4.5.2), with its final line that holds only a dot.
 * Every end of line becomes CRLF, so that no bare CR or LF can end the message early at one of two servers
 * that read it differently.
 */
export function dotStuff(message: Uint8Array): Buffer {
  const lines = Buffer.from(message)
    .toString('latin1')
    .split(/\r\n|\r|\n/);
  // A final end of line closes the last line; it does not start an empty one.
  if (lines.at(-1) === '') lines.pop();
  const stuffed = lines.map((line) => (line.startsWith('.') ? `.${line}` : line));
  return Buffer.from([...stuffed, '.', ''].join('\r\n'), 'latin1');
}

/** One received line of a dot-terminated text: its own bytes, or undefined for the dot that ends it. */
export function unstuffLine(line: Buffer): Buffer | undefined {
  if (line[0] !== 0x2e) return line;
  return line.length === 1 ? undefined : line.subarray(1);
}
