import type { Holder } from '../engine/run/holder.js';

/** Who works on a run, the same in every document. Pure. */
export function holderJson({ who, since, silent }: Holder): object {
  return {
    ...(who === undefined ? {} : { by: who }),
    ...(since === undefined ? {} : { since }),
    ...(silent === undefined ? {} : { silentSeconds: silent }),
  };
}
