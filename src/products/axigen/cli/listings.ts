/** Pure readers of what LIST and SHOW print; lines of headings, rules and summaries are skipped (facts: axigen 2). */

/** `0.0.0.0:25`, `[::]:25`, `mail.example.com:25`. */
const addressPattern = /^\S+:\d+$/;
const cellBorder = /\s*\|\s*|\s{2,}/;

/** Characters; a longer line is no line of these, and reading it could take long. */
const longest = 1000;
const isShort = (line: string) => line.length <= longest;

/** `127.0.0.1:2525 | yes`, padded: the addresses, as written. */
export function listedAddresses(lines: readonly string[]): readonly string[] {
  return rows(lines)
    .map(([first = '']) => first)
    .filter((cell) => addressPattern.test(cell));
}

/**
 * The key of each row: the column that the heading calls `key`, else the first one. A client's key is its priority, a
 * number; the row of a heading has none.
 */
export function listedNumbers(lines: readonly string[], key: string): readonly string[] {
  const table = rows(lines);
  const column = Math.max(
    0,
    table.map((cells) => cells.findIndex((cell) => cell.toLowerCase() === key)).find((at) => at >= 0) ?? 0,
  );
  return table.map((cells) => cells[column] ?? '').filter((cell) => /^\d+$/.test(cell));
}

/** `attr = value` lines: names in lower case, values without quotes. */
export function shownSettings(lines: readonly string[]): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  for (const line of lines.filter(isShort)) {
    const match = /^\s*([A-Za-z][\w-]*)\s*=\s*(.*?)\s*$/.exec(line);
    if (match?.[1] !== undefined) settings.set(match[1].toLowerCase(), unquoted(match[2] ?? ''));
  }
  return settings;
}

function rows(lines: readonly string[]): readonly (readonly string[])[] {
  return lines.filter(isShort).map((line) =>
    line
      .trim()
      .replace(/^\|\s*|\s*\|$/g, '')
      .split(cellBorder),
  );
}

function unquoted(value: string): string {
  const inside = /^"(.*)"$/.exec(value)?.[1];
  return inside === undefined ? value : inside.replace(/\\(.)/g, '$1');
}
