import { absent, type Fact, present } from '../../src/host/fact.js';
import type { CommandFact, FileFact, PlaceFact, SurveyAnswers } from '../../src/host/survey/answers.js';

/** A file as the survey would find it, with these contents. */
export function fileFact(path: string, contents?: string, more: Partial<FileFact> = {}): Fact<FileFact> {
  const bytes = Buffer.from(contents ?? '');
  return present({
    path,
    type: 'file',
    mode: 0o644,
    uid: 0,
    gid: 0,
    size: bytes.length,
    modified: 1_100_000_000,
    link: false,
    ...(contents === undefined ? {} : { bytes }),
    ...more,
  });
}

export function commandFact(output: string, code = 0): Fact<CommandFact> {
  return present({ code, output: Buffer.from(output) });
}

export interface HandMade {
  readonly files?: Readonly<Record<string, Fact<FileFact>>>;
  readonly folders?: Readonly<Record<string, Fact<readonly Fact<FileFact>[]>>>;
  readonly commands?: Readonly<Record<string, Fact<CommandFact>>>;
  readonly places?: readonly PlaceFact[];
}

/** Answers made by hand: files and folders that are not named are absent, commands print nothing. */
export function surveyAnswers({
  files = {},
  folders = {},
  commands = {},
  places = [],
}: HandMade): SurveyAnswers {
  return {
    file: (path) => files[path] ?? absent,
    folder: (path) => folders[path] ?? absent,
    command: (id) => commands[id] ?? commandFact(''),
    places: () => places,
  };
}
