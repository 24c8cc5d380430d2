import { parseArgs } from 'node:util';

export const usage = `npm run fuzz -- [flags]

  --seed <number>     begin with this seed (default: another one each time)
  --runs <number>     so many inputs for each property (default: 2000)
  --only <part>       only properties with this in their name
  --path <path>       only the input that a failure has named
  --minutes <number>  go on with further seeds so long (default: 0, one round)
  --help              show this help
`;

export type FuzzWords =
  | { readonly help: true }
  | { readonly problem: string }
  | {
      readonly seed: number | undefined;
      readonly runs: number;
      readonly only: string;
      readonly path: string | undefined;
      readonly minutes: number;
    };

/** What the words of `npm run fuzz` ask for. Pure. */
export function wordsOf(args: readonly string[]): FuzzWords {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seed: { type: 'string' },
        runs: { type: 'string', default: '2000' },
        only: { type: 'string', default: '' },
        path: { type: 'string' },
        minutes: { type: 'string', default: '0' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return { help: true };
    return {
      seed: values.seed === undefined ? undefined : numberIn('seed', values.seed),
      runs: numberIn('runs', values.runs),
      only: values.only,
      path: values.path,
      minutes: numberIn('minutes', values.minutes),
    };
  } catch (error) {
    if (error instanceof Error) return { problem: error.message };
    throw error;
  }
}

/** @throws Error for what is none */
function numberIn(flag: string, text: string): number {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  throw new Error(`--${flag} takes a number, and "${text}" is none.`);
}
