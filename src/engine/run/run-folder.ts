import { isUtf8 } from 'node:buffer';
import { lines, type ShellFragment, sh } from '../../host/shell.js';
import { libraryPart, targetLibrary } from '../target-library.js';
import type { AtWork } from './journal.js';
import { lockFile, runsFolder, stateFolder } from './paths.js';

/** A run's folder as it was found on the target, before anything is made of it. */
export interface RunFolder {
  readonly id: string;
  /** Undefined: it is lost. */
  readonly sequence: number | undefined;
  /** As a run is called: what is not was put there by somebody, or is a copy. */
  readonly named: boolean;
  readonly atWork?: AtWork;
  readonly firesIn?: number;
  readonly unwatched?: true;
  /** The mark that undo.sh leaves when everything has been taken back. */
  readonly takenBack: boolean;
  /** What lets somebody else than root change it, a sentence each. */
  readonly untrusted: readonly string[];
  /** What is wrong with undo.sh, a sentence. */
  readonly undoTrouble?: string;
  /** The run that undo.sh says it is of. */
  readonly undoOf?: string;
  readonly undoSteps: readonly UndoStep[];
  /** Numbers of changes that were begun; of steps that were taken back, that of the first change. */
  readonly begun: readonly number[];
  readonly undone: readonly number[];
  /** Copies that are not what was laid there. */
  readonly damagedFiles: readonly string[];
  /** Undefined: there is none. A line that is no UTF-8 is undefined, too. */
  readonly journal?: readonly (string | undefined)[];
  /** It is longer than what was read of it. */
  readonly journalCut: boolean;
}

/** What undo.sh itself tells of a step. */
export interface UndoStep {
  /** Empty: the second time of a step that was done twice. */
  readonly id: string;
  readonly first: number;
  readonly changes: readonly number[];
}

/** Bytes that are read of a journal: the longest of a real run has some ten thousand. */
const longestJournal = 4_000_000;

/** Bytes that are read of the lock's note. */
const longestNote = 4000;

/**
 * First the note of the lock while somebody holds it, each line after a space. Then for each run a line `#SEQUENCE WORK SECONDS PATH`; lines that begin with `!`, of what was found about it; its journal, each line
 * after a space, so that nothing in it can be taken for one of ours. Unreadable is not empty.
 */
export function runFoldersScript(): ShellFragment {
  return lines(
    targetLibrary(),
    libraryPart('telling-lock'),
    libraryPart('telling-runs'),
    sh`
if [ -d ${stateFolder} ] && { [ ! -r ${stateFolder} ] || [ ! -x ${stateFolder} ]; }; then exit 1; fi
tell_lock ${lockFile} ${longestNote}
for run in ${runsFolder}/*; do
  tell_run ${longestJournal} || exit 1
done`,
  );
}

/** Reads the answer to `runFoldersScript`. Pure. */
export function readRunFolders(output: Uint8Array): readonly RunFolder[] {
  return partsOf(output)
    .slice(1)
    .map((part) => readFolder(part.split('\n')));
}

/** From the same answer, the note of the lock; undefined: nobody holds it. Pure. */
export function readHeldNote(output: Uint8Array): string | undefined {
  const [before = ''] = partsOf(output);
  const note = textLines(before.split('\n'));
  return note.length === 0 ? undefined : note.map((line) => line ?? '').join('\n');
}

/** What stands before the first run, and each run. latin1 keeps the bytes of lines that are no UTF-8 apart from those that are. */
function partsOf(output: Uint8Array): readonly string[] {
  return Buffer.from(output)
    .toString('latin1')
    .split(/(?:^|\n)#/);
}

/** Text of others stands after a space. */
function textLines(told: readonly string[]): readonly (string | undefined)[] {
  return told.flatMap((line) => (line.startsWith(' ') ? [decoded(line.slice(1))] : []));
}

function readFolder([head = '', ...rest]: readonly string[]): RunFolder {
  const [sequence = '', work = '', left = '', ...path] = head.split(' ');
  const told = (word: string) =>
    rest.flatMap((line) => (line.startsWith(`!${word}`) ? [decoded(line.slice(word.length + 1)) ?? ''] : []));
  const marks = told('mark ');
  const [undoTrouble] = told('undo ');
  const text = told('=');
  const [undoOf] = text.flatMap((line) => (line.startsWith('run=') ? [unquoted(line.slice(4))] : []));
  const journal = textLines(rest);
  return {
    id: path.join(' ').split('/').at(-1) ?? '',
    sequence: /^\d{1,9}$/.test(sequence) ? Number(sequence) : undefined,
    named: told('name').length === 0,
    ...(work === 'armed' || work === 'taking-back' || work === 'applying' ? { atWork: work } : {}),
    ...(work === 'armed' && /^\d{1,9}$/.test(left) ? { firesIn: Number(left) } : {}),
    ...(work === 'unwatched' ? { unwatched: true } : {}),
    takenBack: told('taken-back').length > 0,
    untrusted: told('untrusted '),
    ...(undoTrouble === undefined ? {} : { undoTrouble }),
    ...(undoOf === undefined ? {} : { undoOf: undoOf.split('/').at(-1) ?? '' }),
    undoSteps: undoSteps(text),
    begun: numbersOf(marks, '.begun'),
    undone: numbersOf(marks, '.undone'),
    damagedFiles: told('file '),
    ...(told('no-journal').length > 0 ? {} : { journal }),
    journalCut: Number(told('size ')[0] ?? 0) > longestJournal,
  };
}

function decoded(latin1: string): string | undefined {
  const bytes = Buffer.from(latin1, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
}

function unquoted(word: string): string {
  return word.replaceAll("'", '');
}

function numbersOf(marks: readonly string[], ending: string): readonly number[] {
  return marks.flatMap((mark) =>
    mark.endsWith(ending) && /^\d+$/.test(mark.slice(0, -ending.length))
      ? [Number(mark.slice(0, -ending.length))]
      : [],
  );
}

/** From the lines `id_NAME=`, `first_change_NAME=` and `changes_NAME=`, in the order of doing. */
function undoSteps(text: readonly string[]): readonly UndoStep[] {
  const values = new Map<string, string>();
  for (const line of text) {
    const [, name = '', value = ''] = /^([a-z_0-9]+)=(.*)$/.exec(line) ?? [];
    values.set(name, unquoted(value));
  }
  return [...values.keys()].flatMap((key) => {
    if (!key.startsWith('first_change_')) return [];
    const name = key.slice('first_change_'.length);
    const changes = (values.get(`changes_${name}`) ?? '').split(' ').filter((one) => /^\d+$/.test(one));
    return [
      {
        id: values.get(`id_${name}`) ?? '',
        first: Number(values.get(key)),
        changes: changes.map(Number),
      },
    ];
  });
}
