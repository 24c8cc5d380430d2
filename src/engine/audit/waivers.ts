import { DocumentError } from '../../documents/document-error.js';
import {
  type IniDocument,
  type IniSection,
  iniKeysIn,
  iniSections,
  parseIni,
} from '../../documents/ini/index.js';
import type { Fact } from '../../host/fact.js';
import type { FileFact } from '../../host/survey/answers.js';

/** On the target: what somebody who is responsible for the server has decided to live with. */
export const waiversFile = '/etc/gateway-setup/waivers.ini';

/** A section `[FINDING-ID]` that has all that it needs. */
export interface Waiver {
  readonly id: string;
  readonly line: number;
  readonly reason: string;
  /** The last day on which it counts, `2026-12-31`. */
  readonly expires?: string;
}

export interface WaiversRead {
  /** absent: there is no such file. unusable: it is there and none of it counts. */
  readonly state: 'absent' | 'read' | 'unusable';
  readonly waivers: readonly Waiver[];
  /** Sentences on what in the file is wrong; what they are about does not count. */
  readonly problems: readonly string[];
}

/** A file that is not understood whole counts for nothing: a waiver must not be honoured by accident. Pure. */
export function readWaivers(file: Fact<FileFact>): WaiversRead {
  if (file.state === 'absent') return { state: 'absent', waivers: [], problems: [] };
  if (file.state === 'unreadable') return unusable(`${waiversFile} could not be read: ${file.reason}.`);
  const { bytes } = file.value;
  if (bytes === undefined) return unusable(`${waiversFile} is no regular file.`);
  try {
    return understood(parseIni(bytes, waiversFile));
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return unusable(`${error.message}.`);
  }
}

function unusable(problem: string): WaiversRead {
  return { state: 'unusable', waivers: [], problems: [`${problem} No waiver is honoured.`] };
}

function understood(document: IniDocument): WaiversRead {
  const sections = new Map<string, IniSection[]>();
  for (const section of iniSections(document).filter(({ line }) => line > 0)) {
    const same = sections.get(section.name);
    if (same === undefined) sections.set(section.name, [section]);
    else same.push(section);
  }
  const read = [...sections.values()].map((same) => waiver(document, same));
  return {
    state: 'read',
    waivers: read.flatMap((one) => (one === undefined || typeof one === 'string' ? [] : [one])),
    problems: read.filter((one) => typeof one === 'string'),
  };
}

/** The waiver, or the sentence on why it is none. */
function waiver(document: IniDocument, same: readonly IniSection[]): Waiver | string | undefined {
  const [section] = same;
  if (section === undefined) return undefined;
  const { name: id, line } = section;
  const not = (why: string) => `${waiversFile}, line ${line}: the waiver of ${id} is not honoured: ${why}.`;
  if (same.length > 1) return not(`[${id}] stands there ${same.length} times, and only one can count`);
  const reasons = valuesOf(document, section, 'reason');
  const dates = valuesOf(document, section, 'expires');
  if (reasons.length > 1 || dates.length > 1) return not('a key stands there twice');
  const [reason = ''] = reasons;
  const [expires = ''] = dates;
  if (reason === '') return not('it gives no reason (reason = ...)');
  if (dates.length === 0) return { id, line, reason };
  if (!isDay(expires)) return not(`expires = ${expires} is not a day such as 2026-12-31`);
  return { id, line, reason, expires };
}

/** The documents are latin1, one character for a byte; people write UTF-8. */
function valuesOf(document: IniDocument, section: IniSection, key: string): readonly string[] {
  return iniKeysIn(document, section, key).map(({ value }) =>
    Buffer.from(value, 'latin1').toString('utf8').trim(),
  );
}

function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (match === null) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
