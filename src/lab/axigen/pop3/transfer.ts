/**
 * A message in the form that RETR and TOP send: every line ended by CRLF, leading dots doubled, the
 * lone dot behind it.
 * @param bodyLines how many lines of the body; undefined: all
 */
export function popMessage(message: Buffer, bodyLines?: number): Buffer {
  let lines = message.toString('latin1').split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  if (bodyLines !== undefined) {
    const blank = lines.indexOf('');
    if (blank !== -1) lines = lines.slice(0, blank + 1 + bodyLines);
  }
  const stuffed = lines.map((line) => `${line.startsWith('.') ? '.' : ''}${line}\r\n`);
  return Buffer.from(`${stuffed.join('')}.\r\n`, 'latin1');
}
