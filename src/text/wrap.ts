/**
 * Breaks prose at spaces so that no line is longer than `width` columns, with `indent` before the first
 * line and `hang` before the others. A word longer than a line stays whole: paths must stay copyable.
 */
export function wrap(text: string, width: number, indent = '', hang = indent): string[] {
  const lines: string[] = [];
  let line = indent;
  let empty = true;
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = hang;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  if (!empty) lines.push(line);
  return lines;
}

/** A label in a column of its own, prose beside it. */
export function labelled(label: string, text: string, width: number, indent: string, column = 10): string[] {
  const start = `${indent}${`${label}:`.padEnd(column)}`;
  return wrap(text, width, start, ' '.repeat(start.length));
}
