export interface IniEntry {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  /** Counted from 1. */
  readonly line: number;
}

/**
 * An ini file as the stand-in reads it: `[section]`, `key=value`, comments with `#` or `;` at the start of a line. Blanks
 * around a key and a value do not count (facts 2.3: later products accept them). What is none of these is passed over.
 */
export class IniText {
  readonly entries: readonly IniEntry[];

  constructor(text: string) {
    const entries: IniEntry[] = [];
    let section = '';
    text.split(/\r?\n/).forEach((untrimmed, index) => {
      const line = untrimmed.trim();
      const name = /^\[([^[\]]*)\]$/.exec(line)?.[1];
      if (name !== undefined) section = name.trim();
      const pair = /^([^#;[=][^=]*?)\s*=\s*(.*)$/.exec(line);
      const [, key, value] = pair ?? [];
      if (key !== undefined && value !== undefined) entries.push({ section, key, value, line: index + 1 });
    });
    this.entries = entries;
  }

  /** Names of sections that have entries, in their order. */
  get sections(): readonly string[] {
    return [...new Set(this.entries.map(({ section }) => section))];
  }

  /** The first of several entries counts. */
  inSection(section: string, ...keys: readonly string[]): IniEntry | undefined {
    return this.entries.find((entry) => entry.section === section && keys.includes(entry.key));
  }

  anywhere(key: string): IniEntry | undefined {
    return this.entries.find((entry) => entry.key === key);
  }

  /** Looks in `section` first. */
  preferably(section: string, key: string): IniEntry | undefined {
    return this.inSection(section, key) ?? this.anywhere(key);
  }
}
