import { getText, setAttribute, setValue, textValue } from '../config/edit-tree.js';
import { readLimits } from '../config/limits.js';
import { ObjectReader } from '../config/reader.js';
import { readService } from '../config/service.js';
import type { ConfigObject, ConfigValue } from '../config/tree.js';
import type { Generation } from '../stand-in-profile.js';
import { CliError } from './cli-error.js';

/** The attributes of an object as they are in force, defaults included, in the order of the manuals. */
export type Values = readonly (readonly [name: string, text: string])[];

/** @throws SourceError for a value that cannot be */
export type ReadValues = (object: ConfigObject) => Values;

/** A parsed object's fields as the command line shows them. */
export function valuesOf(fields: object): Values {
  return Object.entries(fields).map(([name, value]) => [name, textOf(value)]);
}

function textOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return `(${value.join(' ')})`;
  return String(value);
}

/** What SET of a service knows. The address in the fallback is never used: only numbers are read. */
export function serviceValues(service: string, generation: Generation): ReadValues {
  return (object) => {
    const reader = new ObjectReader('', object);
    const { logLevel, maxErrors, maxAuthErrors } = readService(
      reader,
      { ip: '127.0.0.1', port: 0 },
      generation,
      [],
    );
    const headers =
      service === 'smtp' ? { maxReceivedHeaders: reader.number('maxReceivedHeaders', 1, 1000, 30) } : {};
    return valuesOf({ maxErrors, maxAuthErrors, logLevel, ...headers });
  };
}

export const accessControlValues: ReadValues = (object) => valuesOf(readLimits(new ObjectReader('', object)));

export const serverValues: ReadValues = (object) =>
  valuesOf({ primaryDomain: new ObjectReader('', object).text('primaryDomain', 'localdomain') });

/** An object with the attributes set, as its service would read it. @throws CliError, SourceError */
export function setAll(object: ConfigObject, pairs: Values, read: ReadValues): ConfigObject {
  return pairs.reduce((result, [wanted, text]) => {
    const name = nameOf(wanted, read(result));
    const changed = setAttribute(result, name, valueFrom(text));
    read(changed);
    return changed;
  }, object);
}

/** A name in the manuals' spelling: names are not case-sensitive. @throws CliError when there is none */
export function nameOf(wanted: string, values: Values): string {
  const found = values.find(([name]) => name.toLowerCase() === wanted.toLowerCase());
  if (found === undefined) throw new CliError(`unknown attribute "${wanted}"`);
  return found[0];
}

/** `attr = value` lines: those that are known, then what else the object has, except for its parts. */
export function showLines(object: ConfigObject, values: Values): string[] {
  const known = new Set(values.map(([name]) => name.toLowerCase()));
  const others = [...object.attributes.values()].flatMap(({ name }) => {
    const text = getText(object, name);
    return known.has(name.toLowerCase()) || text === undefined ? [] : [[name, text] as const];
  });
  return [...values, ...others].map(([name, text]) => `${name} = ${text}`);
}

/** How the values of an attribute are described in HELP. */
export function placeholderOf(text: string): string {
  if (text === 'yes' || text === 'no') return '<yes|no>';
  if (text.startsWith('(')) return '<(list)>';
  return /^\d+$/.test(text) ? '<no.>' : '<value>';
}

function valueFrom(text: string): ConfigValue {
  const set = /^\((.*)\)$/.exec(text);
  if (set === null) return textValue(text);
  const words = (set[1] ?? '').split(/\s+/).filter((word) => word !== '');
  return setValue(words.map(textValue));
}
