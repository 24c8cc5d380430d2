import type { Assignment } from './assignment.js';
import { commentedAssignment, commentedHeader } from './commented.js';
import type { IniDocument } from './document.js';
import { type IniSection, iniSections } from './sections.js';

/** One place where a key stands. */
export interface IniKey {
  /** Without its quotes; latin1 text, one character for one byte. */
  readonly value: string;
  /** As it stands, quotes included. */
  readonly raw: string;
  readonly quote: '"' | '';
  /** From 1. */
  readonly line: number;
  /** Why the value cannot be told for sure (`25 ; port`: a comment, or part of it?); setIniKey refuses then. */
  readonly doubt: string | undefined;
}

/** A key's place with what an edit needs. */
export interface KeyPlace {
  /** Into the document's lines, from 0. */
  readonly index: number;
  readonly assignment: Assignment;
}

/** Every active occurrence of a key in every section of that name, in the order of the file. */
export function iniKeys(document: IniDocument, section: string, key: string): readonly IniKey[] {
  return activePlaces(document, section, key).map(asKey);
}

/** The same in one section alone, for a reader of all of them. */
export function iniKeysIn(document: IniDocument, section: IniSection, key: string): readonly IniKey[] {
  return placesIn(document, section, key).map(asKey);
}

/**
 * The first active occurrence. Which one of several the vendor reads is not known: a caller that must be sure compares all of
 * iniKeys, and setIniKey sets them all.
 */
export function iniValue(document: IniDocument, section: string, key: string): IniKey | undefined {
  return iniKeys(document, section, key)[0];
}

/** The commented-out defaults of a key in every section of that name, such as `;num_thr = 2` or `# num_thr=2`. */
export function commentedIniKeys(document: IniDocument, section: string, key: string): readonly IniKey[] {
  return commentedPlaces(document, section, key).map(asKey);
}

export function activePlaces(document: IniDocument, section: string, key: string): readonly KeyPlace[] {
  return iniSections(document, section).flatMap((found) => placesIn(document, found, key));
}

function placesIn(document: IniDocument, { start, end }: IniSection, key: string): readonly KeyPlace[] {
  return document.lines.slice(start, end).flatMap((line, offset) => {
    if (line.kind !== 'key' || line.key.name !== key) return [];
    return [{ index: start + offset, assignment: line.key }];
  });
}

export function commentedPlaces(document: IniDocument, section: string, key: string): readonly KeyPlace[] {
  return iniSections(document, section).flatMap((found) => {
    const end = commentedSectionAt(document, found) ?? found.end;
    return document.lines.slice(found.start, end).flatMap((line, offset) => {
      const assignment = commentedAssignment(line);
      return assignment?.name === key ? [{ index: found.start + offset, assignment }] : [];
    });
  });
}

/**
 * Index of the first header of another section that is commented out inside this one (`;[pop3]`): the commented
 * options below it are that section's, not ours.
 */
export function commentedSectionAt(document: IniDocument, section: IniSection): number | undefined {
  const offset = document.lines.slice(section.start, section.end).findIndex((line) => {
    const name = commentedHeader(line);
    return name !== undefined && name !== section.name;
  });
  return offset === -1 ? undefined : section.start + offset;
}

function asKey({ index, assignment }: KeyPlace): IniKey {
  const { value, raw, quote, doubt } = assignment;
  return { value, raw, quote, line: index + 1, doubt: doubt?.problem };
}
