/** What the system and the programs of then and now call a connection that was not made, in the locale C. */
const words: readonly (readonly [pattern: RegExp, code: string])[] = [
  [/connection refused/i, 'ECONNREFUSED'],
  [/timed out|timeout/i, 'ETIMEDOUT'],
  [/no route to host|host is unreachable/i, 'EHOSTUNREACH'],
  [/network is unreachable/i, 'ENETUNREACH'],
  [/host is down/i, 'EHOSTDOWN'],
  [/connection reset|reset by peer/i, 'ECONNRESET'],
  [/operation not permitted/i, 'EPERM'],
  [/permission denied/i, 'EACCES'],
  [/cannot assign requested address/i, 'EADDRNOTAVAIL'],
  [/unknown host|not known|no address associated|host lookup|name resolution|name lookup/i, 'ENOTFOUND'],
];

/** The code of a socket for the words of a program; undefined: they speak of something else. */
export function failureCode(text: string): string | undefined {
  return words.find(([pattern]) => pattern.test(text))?.[1];
}
