import type { Io } from '../io.js';

/** Who is asked, and how: nobody, a person at a terminal with a cursor, or a person reading lines. */
export type Form = 'unattended' | 'plain' | 'terminal';

export interface Appearance {
  readonly form: Form;
  readonly colour: boolean;
  readonly unicode: boolean;
  readonly columns: number;
}

export interface Wishes {
  readonly yes: boolean;
  readonly plain: boolean;
  /** False after --no-color. */
  readonly color: boolean;
}

export function hasTerminal({ stdin, stdout }: Pick<Io, 'stdin' | 'stdout'>): boolean {
  return stdin.isTTY === true && stdout.isTTY === true;
}

/**
 * Colours only in the terminal form, when nobody said no: --no-color, NO_COLOR (set to anything), TERM=dumb.
 * The plain form is for those who want nothing but text.
 */
export function appearanceFor(io: Pick<Io, 'stdin' | 'stdout' | 'env'>, wishes: Wishes): Appearance {
  const { env, stdout } = io;
  const dumb = env.TERM === 'dumb';
  const form = wishes.yes || !hasTerminal(io) ? 'unattended' : wishes.plain || dumb ? 'plain' : 'terminal';
  const refused = !wishes.color || dumb || (env.NO_COLOR !== undefined && env.NO_COLOR !== '');
  return {
    form,
    colour: form === 'terminal' && !refused,
    unicode: form === 'terminal' && /utf-?8/i.test(env.LC_ALL || env.LC_CTYPE || env.LANG || ''),
    columns: stdout.columns || 80,
  };
}
