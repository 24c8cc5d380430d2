/** An IPv4 address as a number from 0 to 2^32 - 1, or undefined when the text is not one. */
export function parseIp(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let value = 0;
  for (const part of parts) {
    if (!/^\d{1,3}$/.test(part)) return undefined;
    const byte = Number(part);
    if (byte > 255) return undefined;
    value = value * 256 + byte;
  }
  return value;
}

/** The addresses from `first` to `last`, both included. */
export interface IpRange {
  readonly first: number;
  readonly last: number;
}

/**
 * AXIGEN's IP_SET in its three forms: `net/mask`, `net/bits` (0 to 32) and `first-last`; also one bare address.
 * @returns undefined when the text is none of them (facts 1: types).
 */
export function parseIpRange(text: string): IpRange | undefined {
  const trimmed = text.trim();
  const dash = trimmed.indexOf('-');
  if (dash !== -1) {
    const first = parseIp(trimmed.slice(0, dash).trim());
    const last = parseIp(trimmed.slice(dash + 1).trim());
    if (first === undefined || last === undefined || first > last) return undefined;
    return { first, last };
  }
  const slash = trimmed.indexOf('/');
  const base = parseIp(slash === -1 ? trimmed : trimmed.slice(0, slash).trim());
  if (base === undefined) return undefined;
  if (slash === -1) return { first: base, last: base };
  const size = networkSize(trimmed.slice(slash + 1).trim());
  if (size === undefined) return undefined;
  const first = Math.floor(base / size) * size;
  return { first, last: first + size - 1 };
}

function networkSize(mask: string): number | undefined {
  if (/^\d{1,2}$/.test(mask)) {
    const bits = Number(mask);
    return bits <= 32 ? 2 ** (32 - bits) : undefined;
  }
  const value = parseIp(mask);
  if (value === undefined) return undefined;
  const size = 2 ** 32 - value;
  // A mask is ones followed by zeros, so its complement plus one is a power of two.
  return Number.isInteger(Math.log2(size)) ? size : undefined;
}

export function inRange(address: string, range: IpRange): boolean {
  const value = parseIp(address);
  return value !== undefined && value >= range.first && value <= range.last;
}

export interface IpPort {
  readonly ip: string;
  /** 1 to 65535 (0 lets the system choose; tests use it). */
  readonly port: number;
}

/** `127.0.0.1:2525`, or undefined. */
export function parseIpPort(text: string): IpPort | undefined {
  const found = /^([\d.]+):(\d{1,5})$/.exec(text);
  const ip = found?.[1];
  const port = Number(found?.[2]);
  if (ip === undefined || parseIp(ip) === undefined || port > 65535) return undefined;
  return { ip, port };
}
