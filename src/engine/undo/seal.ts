/** What POSIX `cksum` prints of standard input: its CRC, and the number of bytes. Pure. */
export function cksum(bytes: Uint8Array): string {
  let crc = 0;
  for (const byte of bytes) crc = next(crc, byte);
  for (let length = bytes.length; length > 0; length = Math.floor(length / 256))
    crc = next(crc, length % 256);
  return `${~crc >>> 0} ${bytes.length}`;
}

/** The script with its checksum as a last line: a part that is lost, or that somebody has edited, is noticed. Pure. */
export function sealed(script: string): string {
  return `${script}# cksum: ${cksum(Buffer.from(script))}\n`;
}

/** The CRC of IEEE 802.3, the highest bit first, as POSIX has it for cksum. */
const table = Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) value = (value << 1) ^ (value < 0 ? 0x04c11db7 : 0);
  return value;
});

function next(crc: number, byte: number): number {
  return (crc << 8) ^ (table[(crc >>> 24) ^ byte] ?? 0);
}
