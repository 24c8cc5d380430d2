/** A run of IPv4 addresses as numbers, both ends included (0 to 4294967295). */
export interface AddressRange {
  readonly first: number;
  readonly last: number;
}

/** 127.0.0.0/8: where every connection of a scanner on this machine comes from. */
export const loopback: AddressRange = { first: 0x7f000000, last: 0x7fffffff };

/**
 * Reads an address range as AXIGEN's files have it: `net/mask`, `net/bits`, `first-last`, or a single address; white space
 * around the parts does not matter, nor do host bits in `net`.
 * @returns undefined when it is none of these (IPv6, a host name, a mask with holes, `last` before `first`): what it
 *   covers is then not known, which is not the same as "nothing"
 */
export function parseAddressRange(text: string): AddressRange | undefined {
  const [left = '', right, ...more] = text.split(/[-/]/).map((part) => part.trim());
  const start = parseAddress(left);
  if (start === undefined || more.length > 0) return undefined;
  if (right === undefined) return { first: start, last: start };
  if (text.includes('-')) {
    const last = parseAddress(right);
    return last === undefined || last < start ? undefined : { first: start, last };
  }
  const size = networkSize(right);
  if (size === undefined) return undefined;
  const first = start - (start % size);
  return { first, last: first + size - 1 };
}

/** How a range lies to 127.0.0.0/8: `inside` it, `around` (some of it and other addresses too), or `outside`. */
export function relationToLoopback(range: AddressRange): 'inside' | 'around' | 'outside' {
  if (range.last < loopback.first || range.first > loopback.last) return 'outside';
  return range.first >= loopback.first && range.last <= loopback.last ? 'inside' : 'around';
}

function parseAddress(text: string): number | undefined {
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text)) return undefined;
  const parts = text.split('.').map(Number);
  return parts.some((part) => part > 255) ? undefined : parts.reduce((sum, part) => sum * 256 + part, 0);
}

/** The number of addresses in a network, a power of two, from `8` or `255.0.0.0`. */
function networkSize(mask: string): number | undefined {
  if (/^\d{1,2}$/.test(mask)) return Number(mask) <= 32 ? 2 ** (32 - Number(mask)) : undefined;
  const value = parseAddress(mask);
  if (value === undefined) return undefined;
  const size = 2 ** 32 - value;
  return Number.isInteger(Math.log2(size)) ? size : undefined;
}
