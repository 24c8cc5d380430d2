import fc from 'fast-check';

/** Something that must hold of every input, and can be tried as often as one likes. */
export interface FuzzProperty {
  /** In the form `subject: what holds`; `--only` looks for a part of it. */
  readonly name: string;
  /** Undefined: it held. Else what fast-check says, with the seed and the path to the smallest input found. */
  failure(how: FuzzRuns): Promise<string | undefined>;
}

export interface FuzzRuns {
  readonly seed: number;
  readonly runs: number;
  /** To one input, as fast-check names it. */
  readonly path?: string;
}

/**
 * @param examples inputs that once failed: they are always tried
 * @param share how many of the runs are worth their time where one is slow; greater than 0, at most 1
 */
export function property<T>(
  name: string,
  input: fc.Arbitrary<T>,
  holds: (input: T) => unknown,
  { examples = [], share = 1 }: { readonly examples?: readonly T[]; readonly share?: number } = {},
): FuzzProperty {
  return {
    name,
    failure: async ({ seed, runs, path }) => {
      const result = await fc.check(
        fc.asyncProperty(input, async (one) => {
          await holds(one);
        }),
        {
          seed,
          numRuns: Math.max(1, Math.ceil(runs * share)),
          includeErrorInReport: true,
          examples: examples.map((one): [T] => [one]),
          ...(path === undefined ? {} : { path }),
        },
      );
      return result.failed ? fc.defaultReportMessage(result) : undefined;
    },
  };
}
