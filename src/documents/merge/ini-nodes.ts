import type { Assignment } from '../ini/assignment.js';
import { commentedAssignment } from '../ini/commented.js';
import { type IniDocument, parseIni, printIni } from '../ini/document.js';
import { commentedSectionAt } from '../ini/keys.js';
import type { IniLine } from '../ini/line.js';
import { type IniSection, iniSections, sectionLabel } from '../ini/sections.js';
import type { MergeNode, MergeText } from './node.js';

/** @throws DocumentError as parseIni. Undefined without any section: then it is not a file of this kind. */
export function iniText(bytes: Uint8Array, file: string): MergeText | undefined {
  const document = parseIni(bytes, file);
  const sections = iniSections(document);
  if (sections.length < 2) return undefined;
  const text = Buffer.from(printIni(document)).toString('latin1');
  const starts = lineStarts(document);
  const nodes = sections.map((section) => sectionNode(document, section, starts, text.length));
  const room = { start: document.bom.length, end: text.length };
  const root = { name: '', label: '', says: says(nodes), start: 0, end: text.length };
  return { text, comments: 'hash', root: { ...root, parts: { nodes, room, loose: true } } };
}

/** Offset of each line, and of the end. */
function lineStarts({ bom, lines }: IniDocument): readonly number[] {
  let at = bom.length;
  return [
    at,
    ...lines.map(({ text, end }) => {
      at += text.length + end.length;
      return at;
    }),
  ];
}

function sectionNode(
  document: IniDocument,
  section: IniSection,
  starts: readonly number[],
  length: number,
): MergeNode {
  const { lines } = document;
  const foreign = commentedSectionAt(document, section) ?? section.end;
  const nodes = lines.slice(section.start, section.end).flatMap((line, offset) => {
    const index = section.start + offset;
    return lineNode(line, starts[index] ?? length, index < foreign);
  });
  const endOf = (index: number) => (starts[index] ?? length) + (lines[index]?.text.length ?? 0);
  const header = section.line - 1;
  let last = section.end - 1;
  while (last > header && lines[last]?.kind === 'blank') last -= 1;
  const start = header < 0 ? (starts[0] ?? 0) : (starts[header] ?? length);
  const from = header < 0 ? start : endOf(header);
  const end = last < 0 ? from : Math.max(from, endOf(last));
  return {
    name: section.name,
    label: sectionLabel(section.name),
    says: says(nodes),
    start,
    end,
    parts: { nodes, room: { start: from, end }, loose: true },
  };
}

function lineNode(line: IniLine, at: number, own: boolean): readonly MergeNode[] {
  const { text } = line;
  const span = { start: at + text.search(/[^ \t]|$/), end: at + text.length };
  if (line.kind === 'key') return [keyNode(line.key, span, at, false)];
  if (line.kind === 'opaque') {
    const word = text.trim();
    return [{ name: word, label: word, says: word, value: span, ...span }];
  }
  const off = own ? commentedAssignment(line) : undefined;
  return off === undefined ? [] : [keyNode(off, span, at, true)];
}

function keyNode(
  { name, value, raw, valueAt, doubt }: Assignment,
  span: { readonly start: number; readonly end: number },
  at: number,
  off: boolean,
): MergeNode {
  return {
    name,
    label: name,
    says: `${off ? 'off ' : 'on '}${doubt === undefined ? value : `? ${raw}`}`,
    value: { start: at + valueAt, end: at + valueAt + raw.length },
    off,
    once: true,
    ...span,
  };
}

function says(nodes: readonly MergeNode[]): string {
  return nodes.map((node) => `${node.name}=${node.says}\n`).join('');
}
