/** Parts of a Markdown text that can be checked. Knows what our own documents use, not all of Markdown. */

/** The text without its fenced code blocks. */
export function prose(text: string): string {
  return text.replace(/^( *)```[\s\S]*?^\1```$/gm, '');
}

/** The contents of the fenced blocks of a language. */
export function codeBlocks(text: string, language: string): readonly string[] {
  return [...text.matchAll(/^( *)```(\S*)\n([\s\S]*?)^\1```$/gm)]
    .filter((match) => match[2] === language)
    .map((match) => match[3] ?? '');
}

/** The targets of all links. */
export function links(text: string): readonly string[] {
  return [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');
}

/** The anchors of the headings, as GitHub and npm make them. */
export function anchors(text: string): readonly string[] {
  return [...prose(text).matchAll(/^#+ (.+)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Number} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** The rows of the table whose first column has this heading, as trimmed cells. */
export function tableRows(text: string, firstHeading: string): readonly (readonly string[])[] {
  const lines = prose(text).split('\n');
  const head = lines.findIndex((line) => cells(line)[0] === firstHeading);
  if (head < 0) return [];
  const rest = lines.slice(head + 2);
  const end = rest.findIndex((line) => !line.startsWith('|'));
  return rest.slice(0, end < 0 ? rest.length : end).map(cells);
}

function cells(line: string): readonly string[] {
  if (!line.startsWith('|')) return [];
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}
