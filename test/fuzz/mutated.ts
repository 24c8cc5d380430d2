import fc from 'fast-check';
import { hostileTexts } from '../support/hostile.js';

/** Text as latin1, so that every byte can be meant; these are the hostile ones as UTF-8 would have them. */
const hostile = Object.values(hostileTexts).map((text) => Buffer.from(text).toString('latin1'));

const anyByte = fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes).toString('latin1'));

const put = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '\n',
      '\r\n',
      '\r',
      '\0',
      ' ',
      '\t',
      '"',
      "'",
      '\\',
      '#',
      ';',
      '=',
      '[',
      ']',
      '{',
      '}',
      '(',
      ')',
      '@',
      '.',
      ':',
      '-',
      '/*',
      '*/',
      '%',
      '\xff',
      '\xef\xbb\xbf',
    ),
  },
  { weight: 2, arbitrary: anyByte },
  { weight: 1, arbitrary: fc.constantFrom(...hostile) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom('a', '(', '{', '"', '\\', '\n', ' ', '\t', '=', '[', '\x1b', '\xcc\xb6'),
        fc.constantFrom(100, 3000),
      )
      .map(([one, times]) => one.repeat(times)),
  },
);

interface Mutation {
  readonly at: number;
  readonly gone: number;
  readonly put: string;
  /** What was cut out is put in again at another place, so that parts come twice or in another order. */
  readonly again: boolean;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(0xffff),
  gone: fc.oneof(fc.constantFrom(0, 0, 1, 2), fc.nat(80)),
  put: fc.oneof(fc.constant(''), put),
  again: fc.boolean(),
});

function mutate(text: string, { at, gone, put: added, again }: Mutation): string {
  const place = text.length === 0 ? 0 : at % (text.length + 1);
  const cut = text.slice(place, place + gone);
  return `${text.slice(0, place)}${added}${again ? cut + cut : ''}${text.slice(place + gone)}`;
}

/** Good text with a few mistakes in it, or cut off; the good text itself too. */
export function mutated(good: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(good, fc.array(mutation, { maxLength: 4 })).map(([text, all]) => all.reduce(mutate, text));
}

/** The same of one of these texts. */
export function mutatedOneOf(...good: readonly string[]): fc.Arbitrary<string> {
  return mutated(fc.constantFrom(...good));
}

/** Cut into pieces anywhere. */
export function pieces(text: fc.Arbitrary<string>): fc.Arbitrary<readonly Buffer[]> {
  return fc.tuple(text, fc.array(fc.nat(200), { maxLength: 8 })).map(([whole, sizes]) => {
    const bytes = Buffer.from(whole, 'latin1');
    const all: Buffer[] = [];
    let at = 0;
    for (const size of sizes) {
      if (size === 0) continue;
      all.push(bytes.subarray(at, at + size));
      at += size;
    }
    all.push(bytes.subarray(at));
    return all.filter(({ length }) => length > 0);
  });
}

/** UTF-16 text with all that is hostile in it. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(fc.oneof(fc.constantFrom(...Object.values(hostileTexts)), fc.string({ maxLength: 10 })), {
      maxLength: 6,
    })
    .map((parts) => parts.join('')),
  fc
    .tuple(fc.constantFrom('a', '\u001b', '\u0301', '\u{1f642}', '\ud800', '\n', ' ', '\u202e'), fc.nat(3000))
    .map(([one, times]) => one.repeat(times)),
);
