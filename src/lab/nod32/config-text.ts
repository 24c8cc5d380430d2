import { StartRefusal } from '../daemon/start-refusal.js';

export interface ConfigValue {
  /** Without its quotes. */
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
}

export type ConfigSections = ReadonlyMap<string, ReadonlyMap<string, ConfigValue>>;

/** A value in straight double quotes, or one bare word. */
function unquote(raw: string): string | undefined {
  if (raw.startsWith('"')) return /^"([^"]*)"$/.exec(raw)?.[1];
  return /^[^\s"]+$/.test(raw) ? raw : undefined;
}

/**
 * nod32.cfg as the daemons of the stand-in read it: `[section]`, `name = value`, comments with `;` or `#` at the
 * start of a line. The first of several values for a name counts.
 *
 * @throws StartRefusal with the line, for a line that is none of these and for a section that occurs twice.
 */
export function parseConfigText(text: string): ConfigSections {
  const sections = new Map<string, Map<string, ConfigValue>>();
  let current: Map<string, ConfigValue> | undefined;
  text.split(/\r?\n/).forEach((untrimmed, index) => {
    const line = untrimmed.trim();
    const refuse = (what: string): never => {
      throw new StartRefusal(`line ${index + 1}: ${what}`);
    };
    if (line === '' || line.startsWith(';') || line.startsWith('#')) return;
    const section = /^\[([^[\]]+)\]$/.exec(line)?.[1];
    if (section !== undefined) {
      if (sections.has(section)) refuse(`section [${section}] occurs a second time`);
      current = new Map();
      sections.set(section, current);
      return;
    }
    const pair = /^([A-Za-z0-9_]+)\s*=\s*(.*)$/.exec(line);
    const name = pair?.[1] ?? refuse('neither a section nor "name = value"');
    const value = unquote(pair?.[2] ?? '') ?? refuse(`the value of ${name} is not understood`);
    if (current === undefined) refuse(`${name} stands outside of any section`);
    if (current?.has(name) === false) current.set(name, { text: value, line: index + 1 });
  });
  return sections;
}
