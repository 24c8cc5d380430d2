import { parse } from 'ini';
import { readDestination } from '../../host/ssh/destination.js';
import { mergeAnswers } from '../../questions/merge.js';
import type { AnswerKey, GivenAnswers } from '../../questions/question.js';
import { questionFor } from '../../questions/registry.js';
import { readLocalFile } from '../answers-file.js';
import { checkedAnswer } from '../checked-answer.js';
import { InventoryError, unknownKey } from './inventory-errors.js';
import { isReachKey, type OwnReach, readReachKey } from './inventory-keys.js';

/** A server of an inventory, with what the file says of it alone and of all. */
export interface InventoryServer {
  /** `[user@]server[:port]` */
  readonly destination: string;
  readonly line: number;
  readonly answers: GivenAnswers;
  readonly reach: OwnReach;
}

/** Bytes; a line for each of thousands of servers. */
const sizeLimit = 1024 * 1024;

/** @throws UserError (exit 4) when the file cannot be read or holds what is no inventory. */
export async function readInventory(file: string, cwd: string): Promise<readonly InventoryServer[]> {
  return parseInventory(await readLocalFile(file, cwd, 'The inventory', sizeLimit), file);
}

interface Part {
  /** Undefined: what is said of all. */
  readonly destination?: string;
  readonly line: number;
  /** By key: the line on which it stands. */
  readonly lines: Map<string, number>;
  readonly answers: Map<AnswerKey, string>;
  reach: OwnReach;
}

/**
 * One server a line, or a section `[server]` for each with lines of `key = value`; what stands before the first section is said
 * of all. Read by lines: a reader of ini files takes the dots in a section's name for a tree, knows no line numbers, and makes one
 * of two sections of the same name. Values are read as in an answers file. @throws UserError (exit 4)
 */
export function parseInventory(text: string, file: string): readonly InventoryServer[] {
  const common = partOf(0);
  const parts: Part[] = [];
  const named = new Map<string, Part>();
  let part = common;
  for (const [index, whole] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|[\r\n]/)
    .entries()) {
    const line = index + 1;
    const words = whole.trim();
    const refuse = (what: string, next: string) => new InventoryError(file, line, what, next);
    if (words === '' || /^[#;]/.test(words)) continue;
    const section = /^\[(.*)\]\s*(?:[#;].*)?$/.exec(words)?.[1];
    const server = section ?? (words.includes('=') ? undefined : words.replace(/\s[#;].*$/, '').trim());
    if (server === undefined) {
      addKey(part, words, { file, line, refuse });
      continue;
    }
    if (section === undefined && isKey(server))
      throw refuse(`${server} has no value`, `Write ${server} = and its value, or leave the line out.`);
    if (section === undefined && part !== common)
      throw refuse('this is neither a section nor key = value', 'Write a server as a section: [server].');
    const next = partOf(line, destinationIn(server, refuse));
    const identity = serverIdentity(next.destination ?? '');
    const before = named.get(identity);
    if (before !== undefined)
      throw refuse(
        `${server} stands there twice, first on line ${before.line}`,
        'Remove one of the two: nobody could tell which answers are meant.',
      );
    named.set(identity, next);
    parts.push(next);
    if (section !== undefined) part = next;
  }
  if (parts.length === 0)
    throw new InventoryError(file, 0, 'no server stands in it', 'Write one a line: [user@]server[:port].');
  return parts.map(({ destination = '', line, answers, reach }) => ({
    destination,
    line,
    answers: mergeAnswers(common.answers, answers),
    reach: { ...common.reach, ...reach },
  }));
}

function partOf(line: number, destination?: string): Part {
  const empty = { line, lines: new Map<string, number>(), answers: new Map<AnswerKey, string>(), reach: {} };
  return destination === undefined ? empty : { ...empty, destination };
}

type Refuse = (what: string, next: string) => InventoryError;

interface At {
  readonly file: string;
  readonly line: number;
  readonly refuse: Refuse;
}

function addKey(part: Part, words: string, { file, line, refuse }: At): void {
  const key = words.slice(0, words.indexOf('=')).trim();
  const before = part.lines.get(key);
  if (before !== undefined)
    throw refuse(`${key} stands there twice, first on line ${before}`, 'Remove one of the two.');
  part.lines.set(key, line);
  const question = questionFor(key);
  if (!isReachKey(key) && (question === undefined || question.kind === 'secret'))
    throw unknownKey(key, { file, line });
  const value = readValue(words);
  if (value === undefined)
    throw refuse(`${key} has no value that can be read`, `Write ${key} = and its value, on one line.`);
  if (!isReachKey(key)) {
    if (question !== undefined)
      part.answers.set(question.key, checkedAnswer(question, value, `${file}, line ${line}, key ${key}`));
    return;
  }
  if (key === 'outside' && part.destination === undefined)
    throw refuse('outside is the address of one server', 'Write it in the section of that server.');
  const reach = readReachKey(key, value);
  if (typeof reach === 'string') throw refuse(`${key}: ${reach}`, 'Correct the line, or leave it out.');
  part.reach = { ...part.reach, ...reach };
}

/** As in an answers file: quotes, escapes and comments behind a value are those of ini files. */
function readValue(words: string): string | undefined {
  const [value] = Object.values(parse(words)) as readonly unknown[];
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : undefined;
}

function isKey(word: string): boolean {
  return isReachKey(word) || questionFor(word) !== undefined;
}

/** Characters: a name of 253, a user, a port and what stands around them. */
const longestName = 500;

/** A section may hold an IPv6 address as it is: its brackets are there already. */
function destinationIn(text: string, refuse: Refuse): string {
  if (text.length > longestName)
    throw refuse('this is longer than any name of a server', 'Name it as [user@]server[:port].');
  const server = /^[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:.]*$/i.test(text) ? `[${text}]` : text.trim();
  const found = readDestination(server);
  if (typeof found !== 'string') return server;
  throw refuse(`"${server}" does not name a server: ${found}`, 'Name it as [user@]server[:port].');
}

/** Names of servers are the same in capitals; what the SSH configuration makes of them is not known here. */
export function sameServer(one: string, other: string): boolean {
  return serverIdentity(one) === serverIdentity(other);
}

/** The same text for the same server. */
export function serverIdentity(text: string): string {
  const found = readDestination(text);
  return typeof found === 'string'
    ? text
    : JSON.stringify([found.user ?? null, found.name.toLowerCase(), found.port ?? null]);
}
