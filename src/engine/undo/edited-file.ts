import type { Choice, Decision, Edited, Question } from './edited.js';
import { type EditCopies, mergedFile } from './merged-file.js';

/** What is there now. */
export type FileNow =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'link'; readonly to: string }
  | { readonly kind: 'gone' };

/** Mode and owner that somebody has changed, in the words of undo.sh. */
export type RightsSince = Readonly<Record<'before' | 'left' | 'now', string>>;

export interface ChangedFile {
  readonly path: string;
  /** The number of the first change that is taken back, as in file names. */
  readonly name: string;
  /** In the order in which they were made; one at least. `before` is undefined for a file that the run has placed. */
  readonly edits: readonly { readonly before: Uint8Array | undefined; readonly left: Uint8Array }[];
  readonly rights: RightsSince | undefined;
  /** undo.sh has found it in the way. */
  readonly refused: boolean;
  readonly now: FileNow;
}

/** What there is to be decided about a file; nothing when undo.sh can take it back as it is. Pure. */
export function editedFile(file: ChangedFile): Edited | undefined {
  const { now, path, name, refused, edits, rights } = file;
  if (now.kind !== 'file') return refused ? asAWhole(file) : undefined;
  const copies = edits.flatMap(({ before, left }) => (before === undefined ? [] : [{ before, left }]));
  if (!refused && rights === undefined) return undefined;
  const edited =
    (copies.length === 0 ? undefined : keyByKey(path, name, copies, now.bytes)) ??
    (refused ? asAWhole(file) : onlyRights(file, now.bytes, copies));
  return edited && rights !== undefined ? withRights(edited, rights, path, now.bytes) : edited;
}

function keyByKey(
  path: string,
  name: string,
  copies: readonly EditCopies[],
  now: Uint8Array,
): Edited | undefined {
  const merged = mergedFile(path, copies, now);
  if (merged === undefined) return undefined;
  return {
    title: path,
    putBack: merged.putBack,
    stays: merged.stays,
    questions: merged.questions,
    decide: (choices) => mergedDecision(name, path, now, merged.taken(choices)),
  };
}

function mergedDecision(name: string, path: string, now: Uint8Array, wanted: Uint8Array): Decision {
  return { name, words: ['file', 'merged'], foundSince: now, merged: wanted, shown: { path, now, wanted } };
}

/** Its contents are the run's, or as before; owner or mode were changed. */
function onlyRights(
  { path, name }: ChangedFile,
  now: Uint8Array,
  copies: readonly EditCopies[],
): Edited | undefined {
  const [first] = copies;
  if (first === undefined) return undefined;
  return {
    title: path,
    putBack: ['its contents'],
    stays: [],
    questions: [],
    decide: () => mergedDecision(name, path, now, first.before),
  };
}

/** The last question is about mode and owner. */
function withRights(edited: Edited, rights: RightsSince, path: string, now: Uint8Array): Edited {
  const question: Question = {
    what: `mode and owner of ${path}`,
    ...rights,
    choices: ['keep', 'before'],
    unasked: 'keep',
  };
  return {
    ...edited,
    questions: [...edited.questions, question],
    decide: (choices) => {
      const decision = edited.decide(choices.slice(0, -1));
      if (choices.at(-1) !== 'before' || decision.words[1] === 'gone') return decision;
      return { ...decision, words: ['file', 'restored'], merged: decision.merged ?? now };
    },
  };
}

/** A file of another kind, or one that is none any more: all of it stays, or all of it becomes as it was. */
function asAWhole(file: ChangedFile): Edited {
  const { path, name, edits, now } = file;
  const before = edits[0]?.before;
  const left = edits.at(-1)?.left;
  const question: Question = {
    what: `${path}, as a whole`,
    before: bytesWords(before),
    left: bytesWords(left),
    now:
      now.kind === 'file' ? bytesWords(now.bytes) : now.kind === 'link' ? `a link to ${now.to}` : 'not there',
    choices: ['keep', 'before'],
    means: {
      keep: 'also what this run wrote into it stays',
      before:
        before === undefined
          ? 'it is removed; what is there now is kept beside the journal'
          : 'what is there now is kept beside the journal',
    },
  };
  const found = foundOf(now);
  return {
    title: path,
    putBack: [],
    stays: [],
    questions: [question],
    decide: ([choice = 'keep']) => ({
      name,
      ...found,
      ...wantedOf(choice, before, found.words),
      ...(now.kind === 'file' && choice === 'before' && before !== undefined
        ? { shown: { path, now: now.bytes, wanted: before } }
        : {}),
    }),
  };
}

function foundOf(now: FileNow): { readonly words: string; readonly foundSince?: Uint8Array } {
  switch (now.kind) {
    case 'file':
      return { words: 'file', foundSince: now.bytes };
    case 'link':
      return { words: 'link', foundSince: Buffer.from(`${now.to}\n`) };
    case 'gone':
      return { words: 'gone' };
  }
}

function wantedOf(
  choice: Choice,
  before: Uint8Array | undefined,
  found: string,
): Pick<Decision, 'words' | 'merged'> {
  if (choice === 'keep') return { words: [found, 'keep'] };
  if (before === undefined) return { words: [found, 'gone'] };
  return { words: [found, 'merged'], merged: before };
}

function bytesWords(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? 'not there' : `a file of ${bytes.length} bytes`;
}
