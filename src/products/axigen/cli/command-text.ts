import type { CommandForm } from './command-form.js';

/** A value as the command line reads it: bare, or in double quotes with backslashes (facts: axigen 2, wire). */
export function quoted(value: string): string {
  if (/^[\w.:*/@+,=-]+$/.test(value)) return value;
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

/** `SET name value`. */
export function setCommand(name: string, value: string): string {
  return `SET ${name} ${quoted(value)}`;
}

/**
 * A form with its values put in, by name; undefined: a value that it needs is not there. A keyword that may be left out is
 * written: the oldest transcripts do.
 */
export function commandText(form: CommandForm, values: ReadonlyMap<string, string>): string | undefined {
  const words = [form.verb, ...(form.object === '' ? [] : [form.object])];
  for (const { keyword, name, required } of form.parameters) {
    const value = values.get((keyword ?? name).toLowerCase()) ?? values.get(name.toLowerCase());
    if (value !== undefined) words.push(...(keyword === undefined ? [] : [keyword]), quoted(value));
    else if (required) return undefined;
  }
  return words.join(' ');
}

/** The names of the settings that the form itself takes, in lower case. */
export function namedBy(form: CommandForm): ReadonlySet<string> {
  return new Set(
    form.parameters.flatMap(({ keyword, name }) => [(keyword ?? name).toLowerCase(), name.toLowerCase()]),
  );
}
