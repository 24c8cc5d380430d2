import { type IniDocument, iniKeys, iniSections } from '../../documents/ini/index.js';

/** An option as it stands in imss.ini. The defaults of options that are not there are not known. */
export interface ImssSetting {
  readonly key: string;
  readonly section: string;
  readonly value: string;
  /** Of its first active line, from 1. */
  readonly line: number;
  /** Every active occurrence in sections of that name agrees. */
  readonly consistent: boolean;
  /** Why the value cannot be told for sure, and so is not edited. */
  readonly doubt?: string;
}

/** Undefined: no active line in a section of that name sets it. */
export function imssSetting(document: IniDocument, section: string, key: string): ImssSetting | undefined {
  const [first, ...others] = iniKeys(document, section, key);
  if (first === undefined) return undefined;
  const { value, line } = first;
  const doubt = [first, ...others].find((one) => one.doubt !== undefined)?.doubt;
  return {
    key,
    section,
    value,
    line,
    consistent: others.every((one) => one.value === value),
    ...(doubt === undefined ? {} : { doubt }),
  };
}

/** The names of all sections, each once, in the order of the file. */
export function sectionNames(document: IniDocument): readonly string[] {
  return [...new Set(iniSections(document).map(({ name }) => name))];
}

/** A line that sets something. */
export interface KeyInSection {
  readonly key: string;
  readonly section: string;
  /** From 1. */
  readonly line: number;
}

/** The lines that set a key of that name in another section, or in letters of another case. */
export function alikeElsewhere(document: IniDocument, section: string, key: string): readonly KeyInSection[] {
  return iniSections(document).flatMap(({ name, start, end }) =>
    document.lines.slice(start, end).flatMap((line, offset) => {
      if (line.kind !== 'key' || line.key.name.toLowerCase() !== key) return [];
      if (name === section && line.key.name === key) return [];
      return [{ key: line.key.name, section: name, line: start + offset + 1 }];
    }),
  );
}

/** The option in every section that sets it. */
export function everywhereSet(document: IniDocument, key: string): readonly ImssSetting[] {
  return sectionNames(document).flatMap((section) => imssSetting(document, section, key) ?? []);
}
