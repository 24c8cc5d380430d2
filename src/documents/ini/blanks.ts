/** Blanks are the space and the tab; every other byte is data. */
export const isBlank = (character: string | undefined): boolean => character === ' ' || character === '\t';

/** Offset of the first byte from `at` on that is not a blank (the length of the text if there is none). */
export function skipBlanks(text: string, at: number): number {
  let end = at;
  while (isBlank(text[end])) end += 1;
  return end;
}

/** Offset just after the last byte before `end` that is not a blank; never less than `start`. */
export function backOverBlanks(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && isBlank(text[last - 1])) last -= 1;
  return last;
}
