import type { Io } from '../io.js';
import { flagsOf } from '../lab/asking-again.js';
import { labCommandLine } from '../lab/command-line.js';
import type { LabOptions } from '../lab/options.js';
import { wrap } from '../text/wrap.js';

/** How this program was called, for commands that people shall type. */
function asCalled(command: string, env: Io['env']): string {
  return env.npm_command === 'exec' ? `npx ${command}` : command;
}

/**
 * What to do with a lab that stays up. The wizard in it names its own commands as they are typed on a
 * server; from out here they need the lab's way in.
 * @param ran whether the setup was run in it.
 */
export function nextLines(options: LabOptions, ran: boolean, io: Pick<Io, 'env' | 'stderr'>): string[] {
  const { name } = options;
  const width = columnsOf(io.stderr);
  const commands: readonly (readonly [string, string])[] = [
    [
      ran ? 'Open the wizard again' : 'Open the wizard',
      [labCommandLine(name), ...flagsOf(options)].join(' '),
    ],
    ...(ran
      ? [['Take back what it did', labCommandLine(name, 'exec', 'gateway-setup', 'rollback')] as const]
      : []),
    ['Look into it', labCommandLine(name, 'shell')],
    ['Take it down', labCommandLine(name, 'down')],
  ];
  return [
    `The lab "${name}" stays up.`,
    ...commands.flatMap(([label, command]) => {
      const line = `  ${`${label}:`.padEnd(23)} ${asCalled(command, io.env)}`;
      // A command that does not fit beside its label gets a line of its own: it must stay copyable.
      return line.length <= width ? [line] : [`  ${label}:`, `    ${asCalled(command, io.env)}`];
    }),
  ];
}

/** Prose on standard error, wrapped. */
export function tell(io: Pick<Io, 'stderr'>, text: string): void {
  tellLines(io, wrap(text, columnsOf(io.stderr)));
}

export function tellLines(io: Pick<Io, 'stderr'>, lines: readonly string[]): void {
  io.stderr.write(lines.map((line) => `${line}\n`).join(''));
}

/** Columns for prose: 40 to 100, 80 where there is no terminal. */
export function columnsOf(stream: { readonly columns?: number }): number {
  return Math.min(Math.max(stream.columns || 80, 40), 100);
}
