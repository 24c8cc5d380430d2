/** One line of what HELP says, such as `ADD Listener [address] <address> - adds a listener (changes context)`. */
export interface CommandForm {
  readonly verb: string;
  /** What it is about, such as `Listener`; empty: nothing is named. */
  readonly object: string;
  readonly parameters: readonly FormParameter[];
}

export interface FormParameter {
  /** The word that goes before the value; undefined: the value stands alone. */
  readonly keyword: string | undefined;
  /** The name of the value, as HELP has it. */
  readonly name: string;
  readonly required: boolean;
}

/** The verbs that are of use here; every other line is left out. */
const verbs = new Set('ADD BACK COMMIT CONFIG DONE ENTER LIST REMOVE RESET SAVE SET SHOW UPDATE'.split(' '));
/** After a dash between blanks something is said for people. */
const description = /\s(?:[-\u2013\u2014]|--)\s.*$/s;
const bullet = /^[\s\u2022*]+/;

/** Characters; a longer line is no line of a HELP, and reading it could take long. */
const longest = 1000;

/** Pure: every form that HELP names; lines of other text are left out. `A|B` makes one form for each. */
export function commandForms(lines: readonly string[]): readonly CommandForm[] {
  return lines.flatMap(formsOf);
}

function formsOf(line: string): readonly CommandForm[] {
  if (line.length > longest) return [];
  const text = ` ${line.replace(bullet, '')}`.replace(description, '').trim();
  const [first = '', ...rest] = tokens(text);
  const verb = first.toUpperCase();
  if (!verbs.has(verb)) return [];
  const named = rest[0] !== undefined && isBare(rest[0]);
  const objects = named ? (rest[0] ?? '').split('|') : [''];
  const parameters = parametersIn(named ? rest.slice(1) : rest);
  return objects.map((object) => ({ verb, object, parameters }));
}

function tokens(text: string): readonly string[] {
  return text.match(/\[[^\]]*\]|<[^>]*>|[^\s[<]+/g) ?? [];
}

function isBare(token: string): boolean {
  return !token.startsWith('<') && !token.startsWith('[');
}

function parametersIn(words: readonly string[]): readonly FormParameter[] {
  const [first, ...rest] = words;
  if (first === undefined) return [];
  if (first.startsWith('<')) return [alone(first, true), ...parametersIn(rest)];
  const inside = first.startsWith('[') ? tokens(first.slice(1, -1)) : [first];
  const [keyword = '', value] = inside;
  // [<path>] and [<kw>]: a value that may be left out
  if (!isBare(keyword)) return [alone(keyword, false), ...parametersIn(rest)];
  // [address <address>]: both may be left out
  if (value !== undefined) return [{ keyword, name: plain(value), required: false }, ...parametersIn(rest)];
  // [address] <address> and address <address>
  const next = rest[0];
  if (next !== undefined && !next.startsWith('[')) {
    return [{ keyword, name: plain(next), required: true }, ...parametersIn(rest.slice(1))];
  }
  return [{ keyword, name: keyword, required: !first.startsWith('[') }, ...parametersIn(rest)];
}

function alone(value: string, required: boolean): FormParameter {
  return { keyword: undefined, name: plain(value), required };
}

function plain(value: string): string {
  return value.replace(/^<|>$/g, '');
}
