import type { AnswerRequest, Operator } from '../../engine/operator.js';
import { givenAgain } from '../../engine/setup/given-again.js';
import { ExitCode, UserError } from '../../errors.js';
import type { AnswerKey, GivenAnswers } from '../../questions/question.js';
import { escapeControl } from '../../text/escape.js';
import { isLocalFile, isUploadable, uploadable } from './local-files.js';
import type { Uploads } from './uploads.js';

/**
 * The same operator, whose answers may name files on this machine: those are uploaded once all is answered, and looked at
 * there. Whoever is there is asked again about one that will not do.
 */
export function uploading(operator: Operator, uploads: Uploads): Operator {
  return {
    ...operator,
    answer: async (request) => {
      if (operator.attended)
        operator.note(
          'Where a file is asked for: one that lies on this machine, by its whole path, is uploaded; else it is a path on the server.',
        );
      // Whoever looks the answers over sees the paths that were given.
      for (let given = asGiven(request.given, uploads); ; ) {
        const settled = await operator.answer({ ...request, given, check: localAware(request.check) });
        const paths = new Map(uploadable.flatMap((key) => pathOf(key, settled.answers)));
        const placed = await uploads.place(paths);
        // Also what a run that was cut off has left there, whose answers count again.
        uploads.adopt(placed);
        const answered = givenAgain(settled.answers, settled.secrets);
        const wrong = await firstProblem(placed, paths, { check: request.check, answered });
        if (wrong === undefined)
          return { ...settled, answers: { ...settled.answers, ...Object.fromEntries(placed) } };
        if (!operator.attended) throw notGood(wrong);
        operator.note(wrong.sentence);
        given = new Map([...answered].filter(([key]) => key !== wrong.key));
      }
    },
  };
}

interface Wrong {
  readonly key: AnswerKey;
  readonly sentence: string;
}

function notGood({ key, sentence }: Wrong): UserError {
  return new UserError(`--${key}: ${sentence}`, {
    why: 'Nothing is guessed on a mail server. Nothing was changed.',
    next: 'Correct it and run the same command again.',
    exitCode: ExitCode.usage,
  });
}

function asGiven(given: GivenAnswers, uploads: Uploads): GivenAnswers {
  return new Map([...given].map(([key, text]) => [key, isUploadable(key) ? uploads.originOf(text) : text]));
}

function pathOf(
  key: (typeof uploadable)[number],
  answers: { readonly license?: string; readonly package?: string },
): readonly (readonly [AnswerKey, string])[] {
  const path = answers[key];
  return path === undefined ? [] : [[key, path]];
}

/** What lies here is looked at there later. */
function localAware(check: AnswerRequest['check']): AnswerRequest['check'] {
  return async (key, text, all) =>
    isUploadable(key) && isLocalFile(text) ? undefined : check(key, text, all);
}

async function firstProblem(
  placed: GivenAnswers,
  paths: GivenAnswers,
  { check, answered }: { readonly check: AnswerRequest['check']; readonly answered: GivenAnswers },
): Promise<Wrong | undefined> {
  for (const [key, path] of placed) {
    const original = paths.get(key) ?? path;
    if (original === path) continue;
    const sentence = await check(key, path, answered);
    if (sentence !== undefined)
      return { key, sentence: `${escapeControl(original, 200)} was uploaded. ${sentence}` };
  }
  return undefined;
}
