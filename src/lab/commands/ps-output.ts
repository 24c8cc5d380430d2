import type { PsRequest } from './ps-arguments.js';
import type { ProcessInfo } from './snapshot.js';

/** The lines of `ps`: columns one space apart, the last one as long as it is. */
export function formatPs(
  { columns, isSelected, showHeader }: PsRequest,
  processes: readonly ProcessInfo[],
  names: ReadonlyMap<number, string>,
): string {
  const rows = processes
    .filter(isSelected)
    .map((process) => columns.map(({ value }) => value(process, names)));
  const all = showHeader ? [columns.map(({ header }) => header), ...rows] : rows;
  return all.map((cells) => `${formatRow(cells, columns)}\n`).join('');
}

function formatRow(cells: readonly string[], columns: PsRequest['columns']): string {
  return cells
    .map((cell, index) => {
      const { width = 0, align = 'left' } = columns[index] ?? {};
      if (align === 'right') return cell.padStart(width);
      return index === cells.length - 1 ? cell : cell.padEnd(width);
    })
    .join(' ');
}
