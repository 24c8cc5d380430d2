import type { Host } from '../../host/host.js';
import { lines, type ShellFragment, sh } from '../../host/shell.js';
import type { FileFact, SurveyAnswers } from '../../host/survey/answers.js';
import type { SurveyRequest } from '../../host/survey/request.js';
import { takeSurvey } from '../../host/survey/take.js';
import type { StepId } from '../../model/step-id.js';
import { padded } from '../run/paths.js';
import type { JournaledChange } from '../run/standing-changes.js';
import { libraryPart } from '../target-library.js';
import type { Edited } from './edited.js';
import { editedFile, type FileNow, type RightsSince } from './edited-file.js';
import { goneService, otherPackage } from './edited-others.js';
import { type FileChanges, goesWithScript, packagesOf } from './goes-with.js';
import { undoCommand } from './run-undo.js';

/**
 * What is not any more as the run left it, of what would be taken back. Nothing when undo.sh does not say: it is one of an earlier
 * version, or is not to be trusted, and then says so itself when it is run.
 */
export async function lookAtEdits(
  host: Host,
  folder: string,
  changes: readonly JournaledChange[],
  step: StepId | undefined,
): Promise<readonly Edited[]> {
  const files = filesOf(changes);
  const requests: readonly SurveyRequest[] = [
    { kind: 'command', id: 'undo', script: undoCommand(folder, step, 'look') },
    { kind: 'command', id: 'links', script: linksScript(files.map(({ path }) => path)) },
    { kind: 'command', id: 'goes', script: goesWithScript(files, packagesOf(changes)) },
    ...files.flatMap(({ path, numbers }) => [
      contents(path),
      ...numbers.flatMap((number) =>
        ['before', 'after', 'begun'].map((kind) => contents(copy(folder, number, kind))),
      ),
    ]),
  ];
  const survey = await takeSurvey(host, requests);
  const said = commandLines(survey, 'undo');
  const refused = new Set(said.flatMap((line) => wordsBehind(line, '@file ')));
  const rights = changedRights(said.flatMap((line) => wordsBehind(line, '@rights ')));
  const links = numbered(commandLines(survey, 'links'));
  const goes = numbered(commandLines(survey, 'goes'));
  const others = said.flatMap((line) => wordsBehind(line, '@package '));
  return [
    ...files.flatMap((file, index) => {
      const found = changedFile(survey, folder, file, {
        refused: refused.has(file.path),
        link: links.get(index),
        rights: rights.get(file.path),
      });
      const goesWith = goes.get(index);
      if (found === undefined) return [];
      // A package of another version may stay: that is asked, too.
      return goesWith === undefined || others.length > 0 ? found : withPackage(found, goesWith);
    }),
    ...others.flatMap((words) => otherPackage(words, changes)),
    ...said.flatMap((line) => wordsBehind(line, '@service ')).flatMap(goneService),
  ];
}

/** What is decided is written, and gone with the package right after: nobody is shown it as what will be there. */
function withPackage(found: Edited, goesWith: string): Edited {
  return {
    ...found,
    goesWith,
    decide: (choices) => {
      const { shown: _, ...decision } = found.decide(choices);
      return decision;
    },
  };
}

const fileKinds: ReadonlySet<string> = new Set(['edit-file', 'configure-axigen', 'place-file']);

function filesOf(changes: readonly JournaledChange[]): readonly FileChanges[] {
  const files = new Map<string, FileChanges>();
  for (const { path, kind, number } of changes) {
    if (path === undefined || !fileKinds.has(kind)) continue;
    files.set(path, { path, numbers: [...(files.get(path)?.numbers ?? []), number] });
  }
  return [...files.values()];
}

function copy(folder: string, number: number, kind: string): string {
  return `${folder}/files/${padded(number)}.${kind}`;
}

function contents(path: string): SurveyRequest {
  return { kind: 'file', path, contents: true };
}

/** A line `NUMBER TARGET` for each that is a link. */
function linksScript(paths: readonly string[]): ShellFragment {
  return lines(
    libraryPart('deciding'),
    ...paths.map(
      (path, index) => sh`if [ -L ${path} ]; then printf '%s %s\n' ${index} "$(link_target ${path})"; fi`,
    ),
  );
}

/** Lines `NUMBER WORDS`. */
function numbered(said: readonly string[]): ReadonlyMap<number, string> {
  return new Map(
    said.flatMap((line) => {
      const [, index, target] = /^(\d+) (.+)$/.exec(line) ?? [];
      return target === undefined ? [] : [[Number(index), target] as const];
    }),
  );
}

/** By path. */
function changedRights(said: readonly string[]): ReadonlyMap<string, RightsSince> {
  return new Map(
    said.flatMap((words) => {
      const [, before, left, now, path] = /^([^|]+) \| ([^|]+) \| ([^|]+) \| (.+)$/.exec(words) ?? [];
      if (before === undefined || left === undefined || now === undefined || path === undefined) return [];
      return [[path, { before, left, now }] as const];
    }),
  );
}

function commandLines(survey: SurveyAnswers, id: string): readonly string[] {
  const answer = survey.command(id);
  return answer.state === 'present' ? Buffer.from(answer.value.output).toString('utf8').split('\n') : [];
}

function wordsBehind(line: string, mark: string): readonly string[] {
  return line.startsWith(mark) ? [line.slice(mark.length)] : [];
}

function changedFile(
  survey: SurveyAnswers,
  folder: string,
  { path, numbers }: FileChanges,
  {
    refused,
    link,
    rights,
  }: {
    readonly refused: boolean;
    readonly link: string | undefined;
    readonly rights: RightsSince | undefined;
  },
): Edited | undefined {
  const now = fileNow(survey, path, link);
  // What was never begun has left nothing there.
  const begun = numbers.filter((number) => fileAt(survey, copy(folder, number, 'begun')) !== undefined);
  const copies = begun.map((number) => ({
    before: fileAt(survey, copy(folder, number, 'before')),
    after: fileAt(survey, copy(folder, number, 'after')),
  }));
  const edits = copies.flatMap(({ before, after }) =>
    after?.bytes === undefined ? [] : [{ before: before?.bytes, left: after.bytes }],
  );
  const [first] = numbers;
  // A change that was cut off has no copy of what it left: undo.sh knows what to do about that.
  if (now === undefined || first === undefined || edits.length === 0 || edits.length < begun.length)
    return undefined;
  return editedFile({ path, name: padded(first), edits, refused, now, rights });
}

function fileAt(survey: SurveyAnswers, path: string): FileFact | undefined {
  const fact = survey.file(path);
  return fact.state === 'present' && fact.value.type === 'file' ? fact.value : undefined;
}

/** Undefined: a folder, or something that cannot be read, which nobody can decide about from here. */
function fileNow(survey: SurveyAnswers, path: string, link: string | undefined): FileNow | undefined {
  if (link !== undefined) return { kind: 'link', to: link };
  if (survey.file(path).state === 'absent') return { kind: 'gone' };
  const fact = fileAt(survey, path);
  return fact?.bytes && { kind: 'file', bytes: fact.bytes };
}
