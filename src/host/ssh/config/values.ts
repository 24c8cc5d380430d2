import { readJumps } from './jumps.js';
import { portNumber } from './names.js';
import { isNone } from './options.js';

/** A value as `ssh -G` would print it; undefined: it cannot be one. */
type Reader = (words: readonly string[]) => readonly string[] | undefined;

const readers: Readonly<Record<string, Reader>> = {
  hostname: one,
  user: one,
  port: (words) => numeral(portNumber(words.join(' '))),
  identityfile: one,
  identitiesonly: flag,
  identityagent: one,
  proxyjump: jumps,
  proxycommand: one,
  proxyusefdpass: flag,
  userknownhostsfile: paths,
  globalknownhostsfile: paths,
  revokedhostkeys: one,
  stricthostkeychecking: (words) => oneOf(words, ['yes', 'no', 'ask', 'accept-new', 'off', 'true', 'false']),
  hostkeyalias: one,
  hashknownhosts: flag,
  connecttimeout: (words) => (isNone(words.join(' ')) ? ['none'] : numeral(seconds(words.join(' ')))),
  canonicalizehostname: (words) => oneOf(words, ['yes', 'no', 'always', 'true', 'false']),
};

export function isKnownKeyword(keyword: string): boolean {
  return Object.hasOwn(readers, keyword);
}

/** The value of a known keyword; undefined: these words are none. */
export function readValue(keyword: string, words: readonly string[]): readonly string[] | undefined {
  return readers[keyword]?.(words);
}

function one(words: readonly string[]): readonly string[] | undefined {
  return words.length === 1 && words[0] !== '' ? words : undefined;
}

function oneOf(words: readonly string[], allowed: readonly string[]): readonly string[] | undefined {
  const word = words.join(' ').toLowerCase();
  return allowed.includes(word) ? [word] : undefined;
}

function flag(words: readonly string[]): readonly string[] | undefined {
  return oneOf(words, ['yes', 'no', 'true', 'false']);
}

function paths(words: readonly string[]): readonly string[] | undefined {
  const alone = words.length === 1 || !words.some(isNone);
  return alone && !words.includes('') ? words : undefined;
}

/** OpenSSH ends it at a `#`. */
function jumps([text = '']: readonly string[]): readonly string[] | undefined {
  const plain = text.replace(/#.*/s, '').trim();
  return isNone(plain) || typeof readJumps(plain) !== 'string' ? [plain] : undefined;
}

function numeral(value: number | undefined): readonly string[] | undefined {
  return value === undefined ? undefined : [String(value)];
}

const unitSeconds: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** A time as in sshd_config(5): `90`, `1m30s`. */
function seconds(text: string): number | undefined {
  if (!/^(?:\d{1,6}[smhdw]?)+$/i.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+)([a-z]?)/gi)];
  return parts.reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (unitSeconds[unit.toLowerCase()] ?? 0),
    0,
  );
}
