import type { Reply } from './command.js';
import type { Item } from './items.js';

/** LIST: five lines of heading, then one padded row for each item (facts 2: listener sequence). */
export function table(title: string, columns: readonly [string, string], items: readonly Item[]): Reply {
  const rows = items.map(({ values }) =>
    columns.map((column) => values.find(([name]) => name === column)?.[1] ?? ''),
  );
  const width = Math.max(...[columns, ...rows].map(([first]) => first?.length ?? 0));
  const line = ([first, second]: readonly string[]) => `${(first ?? '').padEnd(width)} | ${second ?? ''}`;
  const rule = '-'.repeat(Math.max(...[columns, ...rows].map((row) => line(row).length)));
  return { heading: [`${title}:`, '', rule, line(columns), rule], rows: rows.map(line) };
}
