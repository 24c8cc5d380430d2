import { type IpPort, parseIpPort } from '../../mail/ip-address.js';
import { SourceError } from '../source-error.js';
import type { ConfigObject, ConfigValue } from './tree.js';

/** Reads typed attributes of one object. Missing ones give the default; wrong ones end with file and line. */
export class ObjectReader {
  private readonly used = new Set<string>();

  constructor(
    readonly file: string,
    readonly object: ConfigObject,
  ) {}

  has(name: string): boolean {
    return this.object.attributes.has(name.toLowerCase());
  }

  text<Default extends string | undefined>(name: string, fallback: Default): string | Default {
    const value = this.value(name);
    if (value === undefined) return fallback;
    if (value.kind !== 'text') throw this.error(value, `${name} takes one value, not a ${value.kind}`);
    return value.text;
  }

  /** A whole number within the bounds, both included. */
  number(name: string, least: number, most: number, fallback: number): number {
    const text = this.text(name, undefined);
    if (text === undefined) return fallback;
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!(number >= least && number <= most)) {
      throw this.wrong(name, `${name} takes a whole number from ${least} to ${most}, not "${text}"`);
    }
    return number;
  }

  flag(name: string, fallback: boolean): boolean {
    const text = this.text(name, undefined)?.toLowerCase();
    if (text === undefined) return fallback;
    if (text !== 'yes' && text !== 'no') throw this.wrong(name, `${name} takes yes or no, not "${text}"`);
    return text === 'yes';
  }

  address(name: string): IpPort | undefined {
    const text = this.text(name, undefined);
    if (text === undefined) return undefined;
    const address = parseIpPort(text);
    if (address === undefined) {
      throw this.wrong(name, `${name} takes an address and a port, such as 127.0.0.1:25, not "${text}"`);
    }
    return address;
  }

  /** The words of a set, in lower case. */
  words(name: string, fallback: readonly string[]): readonly string[] {
    const value = this.value(name);
    if (value === undefined) return fallback;
    return this.items(name, value).map((item) => {
      if (item.kind !== 'text') throw this.error(item, `${name} is a set of words`);
      return item.text.toLowerCase();
    });
  }

  /** The objects of a set; undefined when the attribute is missing, which differs from an empty set. */
  objects(name: string): readonly ObjectReader[] | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    return this.items(name, value).map((item) => {
      if (item.kind !== 'object') throw this.error(item, `${name} is a set of objects in braces`);
      return new ObjectReader(this.file, item.object);
    });
  }

  child(name: string): ObjectReader | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (value.kind !== 'object') throw this.error(value, `${name} is an object in braces`);
    return new ObjectReader(this.file, value.object);
  }

  /** `file:line: ...` for each attribute that nobody asked for: most likely a misspelling. */
  unknown(what: string, alsoKnown: readonly string[] = []): string[] {
    const known = new Set(alsoKnown.map((name) => name.toLowerCase()));
    return [...this.object.attributes]
      .filter(([key]) => !this.used.has(key) && !known.has(key))
      .map(([, { name, line }]) => `${this.file}:${line}: ${what} has no attribute ${name}: ignored`);
  }

  private items(name: string, value: ConfigValue): readonly ConfigValue[] {
    if (value.kind === 'set') return value.items;
    // `denyRules =` with nothing behind it stands for an empty set.
    if (value.kind === 'text' && value.text === '') return [];
    throw this.error(value, `${name} is a set in parentheses`);
  }

  private value(name: string): ConfigValue | undefined {
    const key = name.toLowerCase();
    this.used.add(key);
    return this.object.attributes.get(key)?.value;
  }

  private wrong(name: string, reason: string): SourceError {
    const line = this.object.attributes.get(name.toLowerCase())?.line ?? this.object.line;
    return new SourceError(this.file, line, reason);
  }

  private error(value: ConfigValue, reason: string): SourceError {
    return new SourceError(this.file, value.line, reason);
  }
}
