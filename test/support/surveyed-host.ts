import { runFolder } from '../../src/engine/run/paths.js';
import type { Fact } from '../../src/host/fact.js';
import type { Host, RunResult } from '../../src/host/host.js';
import type { FileFact, SurveyAnswers } from '../../src/host/survey/answers.js';
import type { SurveyRequest } from '../../src/host/survey/request.js';
import { surveyRequests } from '../../src/products/requests.js';
import { look, type Server } from './server.js';
import { untouchedHost } from './untouched-host.js';

/** A run whose changes stand. */
export interface StandingRun {
  readonly id: string;
  readonly finished: boolean;
  /** It was taken back, and that did not end well. */
  readonly notAsBefore?: true;
  /** answers.ini */
  readonly answers: string;
  /** What the server tells of its folder beside that, such as `!untrusted PATH is ...`. */
  readonly told?: readonly string[];
}

/** @param held the lines of the lock's note, where somebody holds it. A server that can only be looked at: its survey says what the server is made of, and any other command is a mistake. */
export function surveyedHost(
  server: Server,
  runs: readonly StandingRun[] = [],
  held: readonly string[] = [],
): Host {
  const { survey } = look(server);
  return untouchedHost({
    run: async ({ text }) => {
      const mark = /gs_mark=(@\S+)/.exec(text)?.[1];
      if (mark === undefined) throw new Error('nothing but a survey is run here');
      return result(`${framesFor(text, mark, survey, runs, held).join('')}${mark} all\n`);
    },
  });
}

function framesFor(
  text: string,
  mark: string,
  survey: SurveyAnswers,
  runs: readonly StandingRun[],
  held: readonly string[],
): readonly string[] {
  const answers = runs.find(({ id }) => text.includes(`${runFolder(id)}/answers.ini`));
  if (answers !== undefined) {
    const path = `${runFolder(answers.id)}/answers.ini`;
    const bytes = Buffer.from(answers.answers);
    return [fileFrame(mark, 0, { ...plain, path, size: bytes.length, bytes })];
  }
  if (text.includes('/journal.jsonl')) {
    const note = held.map((line) => ` ${line}\n`);
    return [commandFrame(mark, 0, [...note, ...runs.map(journal)].join(''))];
  }
  return surveyRequests({}).map((request, number) => frameOf(mark, number, request, survey));
}

const plain: Omit<FileFact, 'path' | 'size'> = {
  type: 'file',
  mode: 0o600,
  uid: 0,
  gid: 0,
  modified: 0,
  link: false,
};

function journal({ id, finished, notAsBefore, told = [] }: StandingRun, index: number): string {
  const at = Date.UTC(2006, 6, 4, 10) / 1000;
  const events = [
    { at, event: 'begin' },
    { at, event: 'intent', change: 1, step: 'place-license', kind: 'place-file', summary: 'a copy' },
    ...(finished ? [{ at, event: 'finished', outcome: 'done' }] : []),
    ...(notAsBefore === true
      ? [
          { at, event: 'undone', step: 'place-license' },
          { at, event: 'undo-end', ok: false },
        ]
      : []),
  ];
  const lines = [...told, ...events.map((event) => ` ${JSON.stringify(event)}`)];
  return `#${index + 1} none - ${runFolder(id)}\n${lines.join('\n')}\n\n`;
}

function frameOf(mark: string, number: number, request: SurveyRequest, survey: SurveyAnswers): string {
  if (request.kind === 'file') return factFrame(mark, number, survey.file(request.path));
  if (request.kind === 'folder') {
    const files = survey.folder(request.path);
    if (files.state !== 'present') return factFrame(mark, number, files);
    const inside = files.value.map((file) => factFrame(mark, number, file));
    return `${mark} folder ${number}\n\n${mark} end 0\n${inside.join('')}`;
  }
  if (request.kind === 'find-file') {
    return survey
      .places(request.id)
      .map(
        ({ how, folder, real, file }) =>
          `${mark} place ${number} ${how}\n${folder}\t${real}\n${mark} end 0\n${factFrame(mark, number, file)}`,
      )
      .join('');
  }
  const command = survey.command(request.id);
  if (command.state !== 'present') throw new Error(`the server says nothing of ${request.id}`);
  return commandFrame(mark, number, Buffer.from(command.value.output).toString('latin1'), command.value.code);
}

function factFrame(mark: string, number: number, fact: Fact<FileFact> | Fact<readonly unknown[]>): string {
  if (fact.state === 'present' && 'path' in fact.value) return fileFrame(mark, number, fact.value);
  const [words, code] =
    fact.state === 'unreadable' ? [fact.reason, 9] : ['stat: x: No such file or directory', 1];
  return `${mark} trouble ${number} no\n${words}\n${mark} real\n\n${mark} end ${code}\n`;
}

function fileFrame(mark: string, number: number, file: FileFact): string {
  const { path, real = path, bytes, mode, uid, gid, modified, link, otherNames = 0 } = file;
  const size = bytes?.length ?? file.size;
  const names = 1 + otherNames;
  const meta = [0, mode.toString(8), uid, gid, size, modified, names, 'regular file'].join('|');
  const read = bytes === undefined ? 'no' : 'yes';
  const content = bytes === undefined ? '' : Buffer.from(bytes).toString('latin1');
  return `${mark} file ${number} ${read} ${link ? 'yes' : 'no'}|${meta}\n${real}\n${mark} real\n${path}\n${mark} path\n${content}\n${mark} end 0\n`;
}

function commandFrame(mark: string, number: number, output: string, code = 0): string {
  return `${mark} command ${number}\n${output}\n${mark} end ${code}\n`;
}

function result(output: string): RunResult {
  return {
    code: 0,
    stdout: Buffer.from(output, 'latin1'),
    stderr: Buffer.alloc(0),
    timedOut: false,
    cancelled: false,
  };
}
