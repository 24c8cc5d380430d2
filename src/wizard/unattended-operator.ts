import type { AnswerRequest, Operator } from '../engine/operator.js';
import { ExitCode, UserError } from '../errors.js';
import type { Answers, Secrets } from '../model/answers.js';
import { isSuperfluous, missingAnswers, missingAnswersError } from '../questions/missing.js';
import { flagOf, variableOf } from '../questions/names.js';
import type { Question } from '../questions/question.js';
import { questions } from '../questions/registry.js';
import { toAnswers } from '../questions/to-answers.js';
import { answersLines } from '../report/human/answers.js';
import { finishedLines } from '../report/human/finished.js';
import { nothingToDoLines, stageLines } from '../report/human/stage.js';
import { failureDetailLines, failureLines } from '../report/human/verified.js';
import { welcomeLines } from '../report/human/welcome.js';
import { escapeControl } from '../text/escape.js';
import { wrap } from '../text/wrap.js';
import { answerProblem } from './ask-question.js';
import type { Screen } from './screen.js';
import { StageHeadings } from './stage-headings.js';

/** Long diffs are shown whole: the output of a script is its record. */
const whole = { all: false, changeLimit: Number.POSITIVE_INFINITY };

/** Nobody is there: never asks, prints what a log needs, acts on a failure as it was told beforehand. */
export function unattendedOperator(screen: Screen): Operator {
  const { paint } = screen;
  const headings = new StageHeadings();
  return {
    attended: false,
    welcome: async (view) => {
      screen.print(welcomeLines(view, paint));
      return 'set-up';
    },
    answer: (request) => givenAnswers(request, screen),
    consider: async (view) => {
      headings.shown(view);
      screen.print(stageLines(view, paint, whole).lines);
      return 'apply';
    },
    changeSettings: async () => {
      throw new Error('settings are asked of a person only');
    },
    reconsider: async () => 'keep',
    nothingToDo: async (view) => {
      headings.shown(view);
      screen.print(nothingToDoLines(view, paint));
    },
    progress: (view) => screen.progress(view),
    waiting: (text, work) => screen.waiting(escapeControl(text), work),
    verified: async (view) => screen.print(headings.verified(view, paint)),
    failed: async (view) => {
      const { onFailure } = view.stage.situation.answers;
      screen.print([
        ...headings.missing(view.stage, paint),
        ...failureLines(view, paint),
        ...failureDetailLines(view, paint),
        onFailure === 'rollback'
          ? '  Nobody can be asked, so everything is taken back (on-failure = rollback).'
          : '  Nobody can be asked, so it is left as it is (on-failure = leave).',
      ]);
      return onFailure === 'rollback' ? 'rollback-all' : 'leave';
    },
    confirmTestMail: async () => undefined,
    note: (text) => screen.print(wrap(escapeControl(text), paint.width, '  ')),
    finished: async (view) => screen.print(finishedLines(view, paint)),
  };
}

async function givenAnswers(
  request: AnswerRequest,
  screen: Screen,
): Promise<{ readonly answers: Answers; readonly secrets: Secrets }> {
  const missing = missingAnswers(request.facts, request.given, request.notNeeded);
  if (missing.length > 0) throw missingAnswersError(missing);
  const wrong = await wrongAnswers(request);
  if (wrong.length > 0) {
    throw new UserError(wrong.join('\n'), {
      why: 'Nothing is guessed on a mail server. Nothing was changed.',
      next: 'Correct it and run the same command again.',
      exitCode: ExitCode.usage,
    });
  }
  screen.print(['', screen.paint.bold('Answers'), ...answersLines(request.given, request.facts)]);
  return toAnswers(request.given, request.facts);
}

/** A secret may have come from its file or from its variable; which one is not kept with it. */
function sourceOf(question: Question): string {
  if (question.kind !== 'secret') return flagOf(question);
  return `${question.label} (${flagOf(question)} or ${variableOf(question)})`;
}

/** All that is wrong at once, each with its flag. */
async function wrongAnswers(request: AnswerRequest): Promise<string[]> {
  const wrong: string[] = [];
  for (const question of questions) {
    const text = request.given.get(question.key);
    if (text === undefined || isSuperfluous(question, request.facts, request.given)) continue;
    const problem = await answerProblem(question, text, request, request.given);
    if (problem !== undefined) wrong.push(`${sourceOf(question)}: ${problem}`);
  }
  return wrong;
}
