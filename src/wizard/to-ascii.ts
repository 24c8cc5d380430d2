const plain: Readonly<Record<string, string>> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u2013': '-',
  '\u2014': '-',
  '\u2026': '...',
  '\u2192': '->',
  '\u00b7': '.',
  // What the prompts, the spinner and the progress display draw.
  '\u276f': '>',
  '\u2714': '+',
  '\u2716': 'x',
  '\u2193': 'v',
  '\u2191': '^',
  '\u23ce': 'Enter',
  '\u2022': '.',
};

/** For terminals that are not set to UTF-8: our own typography in ASCII, anything else as `?`. */
export function toAscii(text: string): string {
  return text.replace(/[^\u0000-\u007f]/gu, (character) => plain[character] ?? '?');
}
