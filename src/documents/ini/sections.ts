import type { IniDocument } from './document.js';

export interface IniSection {
  /** '' for what stands before the first header. */
  readonly name: string;
  /** The header's line, from 1; 0 for the nameless section, which has none. */
  readonly line: number;
  /** Indexes into the document's lines, from 0: the body is from `start` up to, not including, `end`. */
  readonly start: number;
  readonly end: number;
}

/**
 * The sections in the order of the file, all of them or those of one name. A section may stand more than once; the nameless
 * one stands exactly once and may be empty. Names are compared exactly, without the blanks around them: whether the vendor's
 * parser ignores case is not known, and taking [SMTP] for [smtp] could edit a section that is never read.
 */
export function iniSections(document: IniDocument, name?: string): readonly IniSection[] {
  const { all, byName } = sectionsOf(document);
  return name === undefined ? all : (byName.get(name) ?? []);
}

interface Sections {
  readonly all: readonly IniSection[];
  readonly byName: ReadonlyMap<string, readonly IniSection[]>;
}

/** Found once for each document, as that never changes: a reader who asks for every section by its name would take hours else. */
const known = new WeakMap<IniDocument, Sections>();

function sectionsOf(document: IniDocument): Sections {
  const found = known.get(document) ?? findSections(document);
  known.set(document, found);
  return found;
}

function findSections({ lines }: IniDocument): Sections {
  const headers = lines.flatMap((line, index) =>
    line.kind === 'header' ? [{ name: line.name, line: index + 1 }] : [],
  );
  const all = [{ name: '', line: 0 }, ...headers].map((section, order) => ({
    ...section,
    start: section.line,
    // headers[order] is the header after this section: the nameless one comes first in the list.
    end: (headers[order]?.line ?? lines.length + 1) - 1,
  }));
  const byName = new Map<string, IniSection[]>();
  for (const section of all) {
    const same = byName.get(section.name);
    if (same === undefined) byName.set(section.name, [section]);
    else same.push(section);
  }
  return { all, byName };
}

/** How a person would call a section. */
export const sectionLabel = (name: string): string =>
  name === '' ? 'the part before the first section' : `[${name}]`;
