import { type Fact, present } from '../fact.js';
import type { CommandFact, FileFact, PlaceFact, SurveyAnswers } from './answers.js';
import { readFile, readTrouble } from './file-fact.js';
import { type Frame, readFrames } from './frames.js';
import type { SurveyRequest } from './request.js';

/**
 * Reads what `surveyScript` printed. Pure.
 * @throws Error when the output is not what the script prints: cut off, or mixed with something else.
 */
export function parseSurvey(requests: readonly SurveyRequest[], mark: string, output: Buffer): SurveyAnswers {
  const files = new Map<string, Fact<FileFact>>();
  const folders = new Map<string, Fact<readonly Fact<FileFact>[]>>();
  const commands = new Map<string, Fact<CommandFact>>();
  const places = new Map<string, readonly PlaceFact[]>();

  const frames = [...readFrames(mark, output)];
  const next = (wanted: RegExp): Frame | undefined =>
    wanted.test(frames[0]?.head ?? '') ? frames.shift() : undefined;
  const fileOf = (frame: Frame) =>
    frame.head.startsWith('trouble') ? readTrouble(mark, frame) : readFile(mark, frame);

  requests.forEach((request, number) => {
    const entry = new RegExp(`^(file|trouble) ${number} `);
    if (request.kind === 'command') {
      const { code, body } = next(new RegExp(`^command ${number}$`)) ?? unanswered(number, frames);
      commands.set(request.id, present({ code, output: body }));
    } else if (request.kind === 'find-file') {
      const place = new RegExp(`^place ${number} `);
      const found: PlaceFact[] = [];
      for (let frame = next(place); frame !== undefined; frame = next(place))
        found.push(readPlace(frame, fileOf(next(entry) ?? unanswered(number, frames))));
      places.set(request.id, found);
    } else if (request.kind === 'file') {
      const fact = fileOf(next(entry) ?? unanswered(number, frames));
      // Asked for twice, once with and once without contents: the one that says more counts.
      if (request.contents || !files.has(request.path)) files.set(request.path, fact);
    } else if (next(new RegExp(`^folder ${number}$`)) !== undefined) {
      const entries: Fact<FileFact>[] = [];
      for (let frame = next(entry); frame !== undefined; frame = next(entry)) entries.push(fileOf(frame));
      folders.set(request.path, present(entries));
    } else {
      folders.set(request.path, readTrouble(mark, next(entry) ?? unanswered(number, frames)));
    }
  });
  if (frames.length > 0) unanswered(requests.length, frames);
  return {
    file: (path) => files.get(path) ?? notAsked(path),
    folder: (path) => folders.get(path) ?? notAsked(path),
    command: (id) => commands.get(id) ?? notAsked(id),
    places: (id) => places.get(id) ?? notAsked(id),
  };
}

/** Reads a frame `place NUMBER HOW` with `FOLDER<TAB>FOLDER WITHOUT LINKS`. */
function readPlace({ head, body }: Frame, file: Fact<FileFact>): PlaceFact {
  const [folder = '', real = ''] = body.toString('utf8').split('\t');
  return {
    how: head.replace(/^place \d+ /, ''),
    folder,
    real: real === '' ? undefined : real,
    file,
  };
}

function unanswered(number: number, [frame]: readonly Frame[]): never {
  const instead = frame === undefined ? 'nothing' : JSON.stringify(frame.head.slice(0, 80));
  throw new Error(`the survey was to answer request ${number} and gave ${instead}`);
}

function notAsked(what: string): never {
  throw new Error(`the survey did not ask for ${what}`);
}
