import { StartRefusal } from '../daemon/start-refusal.js';
import type { ConfigSections, ConfigValue } from './config-text.js';

export const actions = ['accept', 'defer', 'discard', 'reject'] as const;
export type Action = (typeof actions)[number];

/** Typed values of one agent: its own section first, then [global], then the default. */
export class OptionReader {
  readonly #sections: readonly ReadonlyMap<string, ConfigValue>[];

  constructor(config: ConfigSections, ...names: readonly string[]) {
    this.#sections = names.flatMap((name) => config.get(name) ?? []);
  }

  #read<T>(name: string, fallback: T, wanted: string, convert: (text: string) => T | undefined): T {
    const value = this.#sections.map((section) => section.get(name)).find((found) => found !== undefined);
    if (value === undefined) return fallback;
    const converted = convert(value.text);
    if (converted !== undefined) return converted;
    throw new StartRefusal(`line ${value.line}: ${name} = ${value.text}: must be ${wanted}`);
  }

  text(name: string, fallback: string): string {
    return this.#read(name, fallback, 'a text', (text) => (text === '' ? undefined : text));
  }

  /** @throws StartRefusal when the value lies outside of `least` to `most`. */
  whole(name: string, fallback: number, least: number, most: number): number {
    return this.#read(name, fallback, `a whole number from ${least} to ${most}`, (text) => {
      const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
      return number >= least && number <= most ? number : undefined;
    });
  }

  yes(name: string, fallback: boolean): boolean {
    return this.#read(name, fallback, 'yes or no', (text) =>
      text === 'yes' || text === 'no' ? text === 'yes' : undefined,
    );
  }

  action(name: string): Action {
    return this.#read<Action>(name, 'accept', `one of ${actions.join(', ')}`, (text) =>
      actions.find((action) => action === text),
    );
  }
}
