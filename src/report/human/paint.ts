/** How text may look where it goes: colours or none, signs or words, how wide. Renderers get it and never ask the process. */
export interface Paint {
  readonly bold: Style;
  readonly dim: Style;
  readonly red: Style;
  readonly green: Style;
  readonly yellow: Style;
  readonly cyan: Style;
  readonly signs: Signs;
  /** Columns that prose is wrapped to, 40 or more. */
  readonly width: number;
}

type Style = (text: string) => string;

export interface Signs {
  readonly ok: string;
  readonly drift: string;
  readonly risk: string;
  readonly unknown: string;
  readonly none: string;
  readonly arrow: string;
  readonly rule: string;
}

const unicodeSigns: Signs = {
  ok: '✔',
  drift: '~',
  risk: '✖',
  unknown: '?',
  none: '·',
  arrow: '→',
  rule: '─',
};
const asciiSigns: Signs = { ok: '+', drift: '~', risk: '!', unknown: '?', none: '.', arrow: '->', rule: '-' };

export interface PaintOptions {
  readonly colour: boolean;
  readonly unicode: boolean;
  /** Columns of the terminal; default 80. Prose is kept to 100 at most, longer lines are hard to read. */
  readonly columns?: number;
}

export function paintWith({ colour, unicode, columns = 80 }: PaintOptions): Paint {
  const style =
    (open: number, close: number): Style =>
    (text) =>
      colour && text !== '' ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  return {
    bold: style(1, 22),
    dim: style(2, 22),
    red: style(31, 39),
    green: style(32, 39),
    yellow: style(33, 39),
    cyan: style(36, 39),
    signs: unicode ? unicodeSigns : asciiSigns,
    width: Math.min(Math.max(columns, 40), 100),
  };
}

/** No colours and no signs beyond ASCII: files, pipes, screen readers. */
export const plainPaint: Paint = paintWith({ colour: false, unicode: false });
