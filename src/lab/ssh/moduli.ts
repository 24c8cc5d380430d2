import { readFileSync } from 'node:fs';

/** The largest primes that sshd of the time had for group exchange (facts 3.4). */
export const eraModuliBits = 4095;

/** Primes of one size that a lab gets: sshd picks any of them, and a file of hundreds would be read each time. */
const perSize = 3;

/** Lines of moduli(5), a few of each size up to so many bits; the fifth field is the size. */
export function fewModuli(text: string, mostBits = Number.POSITIVE_INFINITY): string {
  const taken = new Map<string, number>();
  const lines = text.split('\n').filter((line) => {
    const bits = /^\d+ \d+ \d+ \d+ (\d+) /.exec(line)?.[1];
    if (bits === undefined || Number(bits) > mostBits) return false;
    const count = (taken.get(bits) ?? 0) + 1;
    taken.set(bits, count);
    return count <= perSize;
  });
  return lines.map((line) => `${line}\n`).join('');
}

/** This machine's; empty where it has none: sshd then falls back to its fixed groups. */
export function machineModuli(): string {
  try {
    return readFileSync('/etc/ssh/moduli', 'latin1');
  } catch {
    return '';
  }
}
