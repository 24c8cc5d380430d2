import { escapeControl } from '../../text/escape.js';
import type { SideBySide, SideBySideView } from '../side-by-side.js';

/** One line when a server's turn begins, one when it ends. */
export function plainSideBySide({ titles }: SideBySideView, print: (line: string) => void): SideBySide {
  const say = (number: number, text: string) =>
    print(
      `  ${number + 1} of ${titles.length}, ${escapeControl(titles[number] ?? '', 200)}: ${escapeControl(text, 300)}`,
    );
  return {
    begin: (number) => say(number, 'begun'),
    tell: () => {},
    ended: say,
    aside: (work) => work(),
    close: async () => {},
  };
}
