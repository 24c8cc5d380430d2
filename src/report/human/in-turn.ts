import type { InTurn } from '../../engine/fleet/in-turn.js';
import { escapeControl } from '../../text/escape.js';
import { labelled, wrap } from '../../text/wrap.js';
import type { Paint } from './paint.js';

/** Before a server's turn. @param number from 1 */
export function turnHeading(server: string, number: number, total: number, paint: Paint): string[] {
  const text = `Server ${number} of ${total}: ${escapeControl(server, 200)}`;
  return [...(number === 1 ? [] : ['']), paint.dim(paint.signs.rule.repeat(paint.width)), paint.bold(text)];
}

/** At the end: which were done, at which it stopped, which were not begun, and how it goes on. */
export function inTurnLines(
  { done, stopped, notBegun }: InTurn,
  command: string | undefined,
  paint: Paint,
): string[] {
  const listed = (label: string, servers: readonly string[]) =>
    servers.length === 0
      ? []
      : labelled(
          label,
          servers.map((server) => escapeControl(server, 200)).join(', '),
          paint.width,
          '  ',
          12,
        );
  const total = done.length + (stopped === undefined ? 0 : 1) + notBegun.length;
  return [
    '',
    paint.dim(paint.signs.rule.repeat(paint.width)),
    paint.bold(`${done.length} of ${total} servers are done.`),
    ...listed('done', done),
    ...listed(
      'stopped at',
      stopped === undefined ? [] : [`${stopped.server} (exit code ${stopped.exitCode})`],
    ),
    ...listed('not begun', notBegun),
    // A command to copy stays one line.
    ...(command === undefined
      ? []
      : [
          ...wrap(
            `To go on with ${stopped === undefined ? 'the rest' : 'this one and the rest'}:`,
            paint.width,
            '  ',
          ),
          `    ${command}`,
        ]),
  ];
}
