import { parse } from 'ini';
import { escapeControl } from '../../text/escape.js';
import { sectionLabel } from './sections.js';

export interface IniEdit {
  readonly section: string;
  readonly key: string;
  /** Undefined: the key is not to be set at all. */
  readonly value: string | undefined;
}

/**
 * Reads an edited file with a parser that is not ours (npm `ini`) and compares the edited keys.
 *
 * Where a section or a key is repeated that parser merges, the last one winning; setIniKey sets every occurrence,
 * so the last must agree too.
 *
 * @throws Error that names the key when it reads differently, is not there, or is there although it was turned off.
 */
export function checkIniReadBack(bytes: Uint8Array, edits: readonly IniEdit[]): void {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const read: unknown = parse(inItsDialect(text));
  for (const { section, key, value } of edits) {
    const found = readValue(member(member(read, inItsName(section)), inItsName(key)));
    if (found === value) continue;
    const says = found === undefined ? 'is not there' : `is "${escapeControl(found)}"`;
    const meant = value === undefined ? 'it was to be turned off' : `"${escapeControl(value)}" was meant`;
    throw new Error(
      `the edited file reads back differently: ${key} in ${sectionLabel(section)} ${says}, ${meant}`,
    );
  }
}

// Characters that no latin1 text contains stand in for what `ini` would read a meaning into.
const standIn = (character: string): string => String.fromCharCode(0xe000 + character.charCodeAt(0));
const nameless = '\ue1ff';

/**
 * `[a.b]` would become a nested object, `[a;b]` lose its end, and a nameless key collide with a section of its name;
 * `a[]` would become a list, and `"a"` the same key as `a`.
 */
const inItsName = (name: string): string => (name === '' ? nameless : name.replace(/[^A-Za-z0-9]/g, standIn));

/**
 * The few things that `ini` reads by rules of its own, put so that it takes them literally: the byte order mark,
 * indented or commented headers, signs in their names, backslashes, a CR inside a line, bytes A0 (which it trims),
 * bare words (which it takes for keys that are true) and a comment behind a quoted value.
 */
function inItsDialect(text: string): string {
  const lines = text
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .split(/\r?\n/)
    .map((line) => {
      const header = /^[ \t]*\[([^\]]*)\]/.exec(line)?.[1];
      return header === undefined ? literal(line) : `[${inItsName(withoutBlanks(header))}]`;
    })
    .filter((line) => line.startsWith('[') || line.includes('='));
  return [`[${nameless}]`, ...lines].join('\n');
}

function literal(line: string): string {
  const equalsAt = /^[ \t]*[;#]/.test(line) ? -1 : line.indexOf('=');
  const name = equalsAt === -1 ? '' : withoutBlanks(line.slice(0, equalsAt));
  const rest = name === '' ? line : line.slice(equalsAt);
  const plain = rest.replaceAll('\r', ' ').replaceAll('\\', '\\\\').replaceAll('\u00a0', standIn);
  return (name === '' ? '' : inItsName(name)) + plain.replace(/^([^=]*=[ \t]*"[^"]*")[ \t]*[;#].*$/, '$1');
}

function withoutBlanks(text: string): string {
  return text.replace(/^[ \t]+|[ \t]+$/g, '');
}

function member(object: unknown, name: string): unknown {
  return typeof object === 'object' && object !== null ? Reflect.get(object, name) : undefined;
}

/** `ini` makes true, false and null of those words, and leaves quotes on what JSON cannot read (a tab, say). */
function readValue(found: unknown): string | undefined {
  if (found === undefined || Array.isArray(found)) return undefined;
  const text = String(found).replaceAll(standIn('\u00a0'), '\u00a0');
  return /^".*"$/.test(text) ? text.slice(1, -1).replaceAll('\\\\', '\\') : text;
}
