/** Below it the words of how much is missing would take most of the room. */
const smallest = 60;

/** What stands for the rest of a text that was cut; `left` characters are missing. Pure. */
export function cutMark(left: number, limit: number): string {
  return limit < smallest ? '…' : `… (${left} more characters)`;
}

/**
 * The text, or its beginning with a note of how much is missing; never longer than `limit` (UTF-16 units, 1 or more), and
 * never cut inside of a character. Pure.
 */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const room = limit - cutMark(text.length, limit).length;
  const last = text.codePointAt(room - 1) ?? 0;
  const end = room > 0 && last > 0xffff ? room - 1 : room;
  return `${text.slice(0, end)}${cutMark(text.length - end, limit)}`;
}
