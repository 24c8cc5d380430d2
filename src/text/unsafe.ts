/**
 * What a terminal obeys, or what a reader cannot see: controls (C0, DEL, C1), format characters (bidirectional overrides,
 * isolates and marks, zero widths, tags), line and paragraph separators, lone halves of surrogates, what Unicode never
 * assigns or has shown as nothing, and marks beyond four on one letter, which cover the lines around.
 */
export const unsafe =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}]|(?<=\p{M}{4})\p{M}/gu;

/** A character by its number, in a notation that programmers know: \x1b, \u202e, \u{e0041}. Pure. */
export function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`;
}

/** The same as JSON has it: each half of a surrogate by itself. Pure. */
export function escapedForJson(character: string): string {
  return Array.from(
    { length: character.length },
    (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');
}
