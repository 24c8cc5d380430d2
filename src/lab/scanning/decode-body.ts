/**
 * The start of a body, decoded. `undefined` for an encoding that the scanner does not know. `encoded` may be cut off
 * anywhere: what is left over at its end is not decoded.
 */
export function decodeStart(encoded: Buffer, encoding: string): Buffer | undefined {
  const text = encoded.toString('latin1');
  switch (encoding) {
    case '7bit':
    case '8bit':
    case 'binary':
      return encoded;
    case 'base64':
      return Buffer.from(text.replace(/[^A-Za-z0-9+/]/g, ''), 'base64');
    case 'quoted-printable':
      return Buffer.from(
        text
          .replace(/=[ \t]*\r?\n/g, '')
          .replace(/=([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
        'latin1',
      );
    default:
      return undefined;
  }
}
