import { readFileSync } from 'node:fs';
import type { AxigenSettings } from '../../model/axigen-operation.js';
import { templatePath } from '../../package-root.js';
import { escapeControl } from '../../text/escape.js';
import { wrap } from '../../text/wrap.js';
import type { Paint } from './paint.js';

/** One of an article's clicks. */
export interface GuidedScreen {
  readonly title: string;
  readonly text: readonly string[];
  /** Options as the form names them, each with its value. */
  readonly values: AxigenSettings;
}

/** A screen as it is shown. @param number from 1 */
export function guidedLines(
  { title, text, values }: GuidedScreen,
  number: number,
  total: number,
  paint: Paint,
): string[] {
  return [
    '',
    paint.bold(`By hand, ${number} of ${total}: ${title}`),
    ...wrap(escapeControl(text.join(' ')), paint.width, '  '),
    ...values.map(([name, value]) => `    ${escapeControl(name)} = ${escapeControl(value)}`),
  ];
}

/**
 * The screens of a template, by name and in its order. `words` stand for their `@@NAME@@` in its text; a line that is a mark for
 * something else is left to the caller.
 */
export function readGuide(
  file: string,
  words: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, GuidedScreen> {
  const [, ...parts] = readFileSync(templatePath('guided', file), 'utf8').split(/^== /m);
  const filled = (line: string) => line.replace(/@@(\w+)@@/g, (mark, name: string) => words[name] ?? mark);
  return new Map(
    parts.map((part) => {
      const [head = '', ...lines] = part.split('\n');
      const [name = '', ...title] = head.split(': ');
      const text = lines.filter((line) => line !== '').map(filled);
      return [name, { title: title.join(': '), text, values: [] }];
    }),
  );
}
