import type { EhloProbe } from '../../src/smtp/probe-types.js';

const reply = { code: 250, lines: ['mail'] };

/** An answer to EHLO with these lines, such as `AUTH PLAIN LOGIN`. */
export function offering(...lines: readonly string[]): EhloProbe {
  return {
    kind: 'answered',
    greeting: reply,
    reply,
    keywords: lines.map((line) => {
      const [keyword = '', ...params] = line.split(' ');
      return { keyword, params };
    }),
    transcript: [],
  };
}

export const brokenEhlo: EhloProbe = {
  kind: 'broken',
  stage: 'ehlo',
  reason: 'closed',
  message: 'the server closed the connection',
  transcript: [],
};

/** Turned away before EHLO, with 421 and these words. */
export function refusedEhlo(words: string): EhloProbe {
  return { kind: 'refused', stage: 'greeting', reply: { code: 421, lines: [words] }, transcript: [] };
}
