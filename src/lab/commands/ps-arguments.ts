import { type Column, columns, layouts } from './ps-columns.js';
import type { ProcessInfo } from './snapshot.js';

export interface PsRequest {
  readonly isSelected: (process: ProcessInfo) => boolean;
  readonly columns: readonly Column[];
  readonly showHeader: boolean;
}

/** The user asked for something that this ps does not know. */
export class PsUsage extends Error {}

type Selection = (process: ProcessInfo) => boolean;

/** `-o pid=,comm -o user=NAME`: a name with `=` sets the heading, and takes the rest of the word as its text. */
function parseFormat(text: string): Column[] {
  const found: Column[] = [];
  for (const part of text.split(/[\s,]+/).filter((name) => name !== '')) {
    const [name = '', ...heading] = part.split('=');
    const column = columns[name.toLowerCase()];
    if (!column) throw new PsUsage(`unknown user-defined format specifier "${name}"`);
    found.push(part.includes('=') ? { ...column, header: heading.join('=') } : column);
  }
  return found;
}

function numbers(text: string): ReadonlySet<number> {
  const list = text.split(/[\s,]+/).map(Number);
  if (list.some((one) => !Number.isSafeInteger(one) || one < 1))
    throw new PsUsage('process ID list syntax error');
  return new Set(list);
}

/** Reads the arguments that scripts of the time use: -e -A -f -p -C -o, and the BSD ones a x u w p. */
export function parsePsArguments(args: readonly string[], caller: { readonly session: number }): PsRequest {
  const rest = [...args];
  const selections: Selection[] = [];
  const format: Column[] = [];
  let layout: readonly Column[] = layouts.plain;
  const bsd = { all: false, detached: false };
  const value = (inWord: string): string => {
    const found = inWord || rest.shift();
    if (found === undefined) throw new PsUsage('list of process IDs or formats must follow the option');
    return found;
  };

  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const isUnix = word.startsWith('-');
    const letters = isUnix ? word.slice(1) : word;
    if (/^\d/.test(letters)) {
      const wanted = numbers(letters);
      selections.push(({ pid }) => wanted.has(pid));
      continue;
    }
    for (let index = 0; index < letters.length; index += 1) {
      const letter = letters[index] ?? '';
      const inWord = letters.slice(index + 1);
      if ('opC'.includes(letter)) {
        const given = value(inWord);
        if (letter === 'o') format.push(...parseFormat(given));
        else if (letter === 'p') selections.push(inSet(numbers(given)));
        else selections.push(({ name }) => given.split(',').includes(name));
        break;
      }
      if (letter === 'w') continue;
      if (isUnix && (letter === 'e' || letter === 'A')) selections.push(() => true);
      else if (isUnix && letter === 'f') layout = layouts.full;
      else if (letter === 'a') bsd.all = true;
      else if (letter === 'x') bsd.detached = true;
      else if (!isUnix && letter === 'u') layout = layouts.bsdUser;
      else throw new PsUsage(`unsupported option "${isUnix ? '-' : ''}${letter}"`);
      if (!isUnix && layout === layouts.plain) layout = layouts.bsd;
    }
  }
  if (bsd.all || bsd.detached) selections.push(bsdSelection(bsd));
  if (selections.length === 0)
    selections.push(({ session, terminal }) => session === caller.session && terminal !== 0);
  const chosen = format.length > 0 ? format : layout;
  return {
    isSelected: (process) => selections.some((selects) => selects(process)),
    columns: chosen,
    showHeader: chosen.some(({ header }) => header !== ''),
  };
}

function inSet(wanted: ReadonlySet<number>): Selection {
  return ({ pid }) => wanted.has(pid);
}

/** `a`: everybody's with a terminal; `x`: our own without one too; together: all. */
function bsdSelection({ all, detached }: { readonly all: boolean; readonly detached: boolean }): Selection {
  const uid = process.geteuid?.() ?? 0;
  return (candidate) => (all || candidate.uid === uid) && (detached || candidate.terminal !== 0);
}
