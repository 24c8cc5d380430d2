/**
 * The EICAR test file, in two halves: whole, it would make every virus scanner take this source file for it.
 * By its definition the file begins with these 68 characters, only white space may follow, and it is 128 long at most.
 */
export const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

const longest = 128;

export function isEicar(content: Buffer): boolean {
  if (content.length > longest || content.length < eicar.length) return false;
  const text = content.toString('latin1');
  return text.startsWith(eicar) && /^[ \t\r\n\x1a]*$/.test(text.slice(eicar.length));
}
