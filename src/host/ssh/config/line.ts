import { parse } from 'ssh-config';
import { pathLists } from './options.js';
import { configTrouble, installSsh, type Place } from './trouble.js';
import { isKnownKeyword, readValue } from './values.js';

export interface ConfigLine {
  readonly at: Place;
  /** In lower case. */
  readonly keyword: string;
  readonly words: readonly string[];
}

/** Their value goes to the end of the line, quotes and all. */
const wholeLine = new Set(['proxycommand', 'proxyjump']);
/** They say what the lines after them count for. */
const structural = new Set(['host', 'match', 'include']);

/**
 * Words as the ssh-config package and every version of OpenSSH read them alike. They differ in single quotes, in `#` within a
 * word, in a backslash before a quote, and in quotes that are not around a whole word.
 */
const plainWords = /^(?:(?:"(?:[^"\\]|\\[^"'\\])*"|(?:[^\s"'\\#]|\\[^\s"'\\#])+)(?:\s+(?=\S)|$))+(?:#.*)?$/;
/** The package parts words at `=` in lists, which OpenSSH does in Match only. */
const partedByEquals = /^[^"=]*(?:"[^"]*"[^"=]*)*=/;

/**
 * Undefined: nothing that says how a server is reached.
 * @throws UserError for a line that cannot be read; also where a line counts for other servers, as OpenSSH does.
 */
export function readLine(text: string, at: Place): ConfigLine | undefined {
  const [, written = '', rest = ''] = /^([^\s=#"]*)\s*=?\s*(.*)$/s.exec(text.trim()) ?? [];
  const keyword = written.toLowerCase();
  const isKnown = isKnownKeyword(keyword);
  if (!isKnown && !structural.has(keyword)) return undefined;
  if (rest === '') throw configTrouble(at, `${written} has no value`);
  const words = wholeLine.has(keyword) ? [rest] : wordsOf(keyword, rest, at);
  if (!isKnown) return { at, keyword, words };
  const value = readValue(keyword, words);
  if (value === undefined) throw configTrouble(at, `"${words.join(' ')}" cannot be the value of ${written}`);
  return { at, keyword, words: value };
}

function wordsOf(keyword: string, rest: string, at: Place): readonly string[] {
  const isList = structural.has(keyword) || pathLists.has(keyword);
  if (!plainWords.test(rest) || (isList && keyword !== 'match' && partedByEquals.test(rest)))
    throw configTrouble(at, 'the quotes, backslashes, # or = in it can be read in several ways', installSsh);
  // The package's own reading of Match takes "!all" for a criterion that has a value: every list is given to it as one of Host.
  const line = parsed(`${isList ? 'Host' : 'HostName'} ${rest}`);
  if (line === undefined || !('value' in line)) throw configTrouble(at, 'it cannot be read', installSsh);
  if (typeof line.value !== 'string') return line.value.map(({ val }) => val);
  if (!isList && !line.quoted && /\s/.test(line.value))
    throw configTrouble(at, 'there is something after the value');
  return [line.value];
}

/** The package also throws a TypeError at times. */
function parsed(text: string) {
  try {
    return parse(text)[0];
  } catch {
    return undefined;
  }
}
