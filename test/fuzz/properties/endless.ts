import fc from 'fast-check';
import { parseAnswersFile } from '../../../src/cli/answers-file.js';
import { parseInventory } from '../../../src/cli/where/inventory.js';
import { parseAxigenCfg } from '../../../src/documents/axigen-cfg/index.js';
import { DocumentError } from '../../../src/documents/document-error.js';
import { parseIni } from '../../../src/documents/ini/index.js';
import { parsePolicy } from '../../../src/documents/policy/index.js';
import { readRelease, releaseFilePaths } from '../../../src/documents/release/distribution.js';
import { parseJournal } from '../../../src/engine/run/journal.js';
import { UserError } from '../../../src/errors.js';
import { readLine } from '../../../src/host/ssh/config/line.js';
import { parseDump } from '../../../src/host/ssh/config/parse-dump.js';
import { readDestination } from '../../../src/host/ssh/destination.js';
import { readKnownHosts } from '../../../src/host/ssh/host-keys/known-hosts.js';
import { commandForms } from '../../../src/products/axigen/cli/command-form.js';
import { listedAddresses, shownSettings } from '../../../src/products/axigen/cli/listings.js';
import { readExecutables } from '../../../src/products/host/executables.js';
import { readListening } from '../../../src/products/host/ports.js';
import { readProcesses } from '../../../src/products/host/processes.js';
import { shortDiff } from '../../../src/report/audit/short-diff.js';
import { DialogueError } from '../../../src/smtp/dialogue-error.js';
import { headerBlock } from '../../../src/smtp/headers.js';
import { parseReply } from '../../../src/smtp/reply.js';
import { escapeControl } from '../../../src/text/escape.js';
import { shownLines } from '../../../src/text/shown-lines.js';
import { wrap } from '../../../src/text/wrap.js';
import { property } from '../property.js';

/*
 * Text far longer than anything that is meant, of one part again and again: what takes a time that grows with the square of its
 * length (a regular expression that tries every beginning with every end) does not come back from it.
 */

const part = fc.oneof(
  fc.constantFrom(
    ' ',
    '\t',
    'a',
    '0',
    '.',
    '-',
    '=',
    '"',
    "'",
    '\\',
    '(',
    '{',
    '[',
    ']',
    '#',
    ';',
    ',',
    '@',
    ':',
    '/',
    '*',
    '\n',
    '\r',
    '\r\n',
    '\0',
    '\x1b',
    '%',
    '<',
    '|',
    '!',
    '?',
  ),
  fc.constantFrom(
    'a ',
    ' a',
    'a=',
    '= ',
    '"" ',
    '\\"',
    '/*',
    'a.',
    '0.',
    'a:',
    'a\n',
    '\n#',
    '; ',
    'a, ',
    '({',
    'a=b\n',
    ' x -> /',
    'l /proc/1/exe -> ',
    '[a]\n',
    'a\t',
  ),
);
const before = fc.constantFrom(
  '',
  'a',
  '"',
  '[',
  'a=',
  'a = "',
  'Host ',
  'Server {',
  'event a {',
  'Red ',
  'PRETTY_NAME=',
  '250-',
  'a: b',
  '<',
  '1 ',
);
const behind = fc.constantFrom('', '\n', 'x', '"', '}', '\n\n', '(');
const endless = fc
  .tuple(before, part, behind)
  .map(([head, one, tail]) => `${head}${one.repeat(Math.ceil(150_000 / one.length))}${tail}`);

const bytes = (text: string) => Buffer.from(text, 'latin1');
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  ini: (text) => parseIni(bytes(text), 'a'),
  'axigen.cfg': (text) => parseAxigenCfg(bytes(text), 'a'),
  policy: (text) => parsePolicy(bytes(text), 'a'),
  'release file': (text) => releaseFilePaths.map((path) => readRelease(new Map([[path, text]]))),
  'answers file': (text) => parseAnswersFile(text.slice(0, 64 * 1024), 'a'),
  inventory: (text) => parseInventory(text, 'a'),
  journal: (text) => parseJournal(text),
  destination: (text) => readDestination(text),
  ssh_config: (text) => text.split('\n').map((line, index) => readLine(line, { file: 'a', line: index + 1 })),
  'ssh -G': (text) => parseDump(text),
  known_hosts: (text) => readKnownHosts(text, 'a'),
  executables: (text) => readExecutables(text),
  ports: (text) => readListening(text),
  processes: (text) => readProcesses(text, 0),
  "axigen's HELP": (text) => commandForms(text.split('\n')),
  "axigen's lists": (text) => [listedAddresses(text.split('\n')), shownSettings(text.split('\n'))],
  headers: (text) => headerBlock(bytes(text)),
  'pasted headers': (text) => headerBlock(text),
  'smtp replies': (text) => parseReply(text.split('\n').slice(0, 100)),
  'short diffs': (text) => shortDiff(bytes(text), bytes(`${text}x`)),
  'shown text': (text) => [escapeControl(text), shownLines(text), wrap(text.slice(0, 2000), 80)],
};

const ours = [DocumentError, UserError, DialogueError];

export const endlessProperties = Object.entries(readers).map(([name, read]) =>
  property(
    `endless: ${name}`,
    endless,
    (text) => {
      try {
        read(text);
      } catch (error) {
        if (!ours.some((one) => error instanceof one)) throw error;
      }
    },
    { share: 0.06 },
  ),
);
