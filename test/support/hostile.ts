import assert from 'node:assert/strict';

/** What a server, a file or a person may say that no terminal and no reader must get as it is. */
export const hostileTexts: Readonly<Record<string, string>> = {
  'colours and a cleared screen': '\u001b[31;5m\u001b[2J\u001b[1;1H',
  'a window title, OSC': '\u001b]0;owned\u0007',
  'the clipboard, OSC 52': '\u001b]52;c;b3duZWQ=\u001b\\',
  'a link that lies, OSC 8': '\u001b]8;;http://evil.test\u001b\\good.test\u001b]8;;\u001b\\',
  'a device string, DCS': '\u001bP$q"p\u001b\\',
  'C1 controls': '\u009b31m\u009d0;owned\u009c\u0090x\u009c\u0085',
  'backspaces, a bell, DEL': 'a\b\b\b\u0007\u007f',
  'an override from right to left': '\u202egnp.exe\u202c',
  'isolates and marks': '\u2066\u2067\u2068x\u2069\u200e\u200f\u061c',
  'what is shown as nothing': 'a\u200b\u200c\u200d\u2060\u00ad\ufeff\u3164b',
  'letters of tags': '\u{e0001}\u{e0041}\u{e007f}',
  'a flood of marks': `Z${'\u0336\u0488\u20dd'.repeat(20)}`,
  'halves of surrogates': '\udc00x\ud800',
  'never a character': '\ufffe\uffff\u{1fffe}',
  'a return without a line feed': 'good\rbad',
  'ends of lines and of paragraphs': 'a\u2028b\u2029c\u000b\u000cd',
  markup: '"><![CDATA[ ]]>&amp;</testcase><!--',
  'patterns of replacement': "$&$1$`$'%s%n${x}",
};

/** Own words for what must never come out, so that it is not the renderers' own table that judges them. */
const obeyed: readonly RegExp[] = [
  // C0 but for tab and line feed, DEL, C1.
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/,
  // Bidirectional marks, embeddings, overrides and isolates.
  /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/,
  /[\u00ad\u200b-\u200d\u2028\u2029\u2060-\u2065\u206a-\u206f\u3164\ufeff\ufffe\uffff]|[\u{e0000}-\u{e0fff}]/u,
  // A half of a surrogate without the other.
  /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/,
  /(?:\u0336|\u0488|\u20dd){5}/,
];

/** What the program's own colours are made of. */
const ownColours = /\u001b\[(?:1|2|22|31|32|33|36|39)m/g;

/** Nothing in it that a terminal obeys or a reader cannot see, but for our own colours. @throws AssertionError */
export function expectHarmless(text: string): void {
  const plain = text.replace(ownColours, '');
  for (const pattern of obeyed) {
    const at = plain.search(pattern);
    const around = () => JSON.stringify(plain.slice(Math.max(at - 60, 0), at + 20));
    assert(at < 0, at < 0 ? '' : `${pattern} matches in ${around()}`);
  }
}

/** No line without end, and not lines without end: characters of the longest line, and of all of it. @throws AssertionError */
export function expectBounded(text: string, line: number, whole = 500_000): void {
  for (const one of text.split('\n'))
    assert(one.length < line, `a line of ${one.length} characters: ${JSON.stringify(one.slice(0, 80))}`);
  assert(text.length < whole, `${text.length} characters`);
}

/** All of them in one, for where each by itself would take too long. */
export const allHostile = Object.values(hostileTexts).join(' ');

/** A line that is far longer than anything that is meant to be read. */
export const endless = `\u001b[2J${'A\u202e'.repeat(30_000)}`;
