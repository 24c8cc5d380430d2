import type { AnswerRequest } from '../engine/operator.js';
import { Cancelled } from '../errors.js';
import type { Answers, Secrets } from '../model/answers.js';
import { shownAnswer } from '../questions/effective.js';
import { isConcerned } from '../questions/for-scanner.js';
import { isSuperfluous, openQuestions } from '../questions/missing.js';
import type { Question } from '../questions/question.js';
import { questions } from '../questions/registry.js';
import { toAnswers } from '../questions/to-answers.js';
import { escapeControl } from '../text/escape.js';
import { wrap } from '../text/wrap.js';
import { type AnswersSoFar, askQuestion, problemToShow } from './ask-question.js';
import type { Prompter } from './prompter.js';
import type { Screen } from './screen.js';

/** Asks what is open, then shows every answer and lets any be reopened until the operator goes on. */
export async function askAnswers(
  request: AnswerRequest,
  prompter: Prompter,
  screen: Screen,
): Promise<{ readonly answers: Answers; readonly secrets: Secrets }> {
  const answers: AnswersSoFar = new Map(request.given);
  // The scanner first: it decides which of the other answers matter.
  const [first] = openQuestions(request.facts, answers, request.notNeeded);
  if (first?.key === 'scanner') await askQuestion(first, request, answers, prompter);
  let unchecked = await reopenWrongAnswers(questions, request, answers, prompter, screen);
  for (;;) {
    await askOpenQuestions(request, answers, prompter);
    await reopenWrongAnswers(unchecked, request, answers, prompter, screen);
    const chosen = await review(request, answers, prompter, screen);
    if (chosen === 'go-on') return toAnswers(answers, request.facts);
    await askQuestion(chosen, request, answers, prompter);
    unchecked =
      chosen.key === 'scanner'
        ? await reopenWrongAnswers(questions, request, answers, prompter, screen)
        : questions.filter(({ restsOn }) => restsOn?.includes(chosen.key) === true);
  }
}

/**
 * Answers from flags, environment or file that do not hold on this target are asked again. Left are those that cannot be looked at
 * yet: nobody has said whose they are.
 */
async function reopenWrongAnswers(
  suspects: readonly Question[],
  request: AnswerRequest,
  answers: AnswersSoFar,
  prompter: Prompter,
  screen: Screen,
): Promise<readonly Question[]> {
  const unchecked: Question[] = [];
  for (const question of suspects) {
    const text = answers.get(question.key);
    if (text === undefined || isSuperfluous(question, request.facts, answers)) continue;
    if (question.restsOn?.some((key) => answers.has(key)) === false) {
      unchecked.push(question);
      continue;
    }
    const problem = await problemToShow(question, text, request, answers);
    if (problem === undefined) continue;
    const shown = question.kind === 'secret' ? '' : ` "${escapeControl(text, 200)}"`;
    screen.print(['', `${question.label}${shown}: ${escapeControl(problem)}`]);
    answers.delete(question.key);
    await askQuestion(question, request, answers, prompter);
  }
  return unchecked;
}

async function askOpenQuestions(
  request: AnswerRequest,
  answers: AnswersSoFar,
  prompter: Prompter,
): Promise<void> {
  // One answer may open another question, so the list is made again after each.
  for (;;) {
    const [question] = openQuestions(request.facts, answers, request.notNeeded);
    if (question === undefined) return;
    await askQuestion(question, request, answers, prompter);
  }
}

/** What this server does not ask is no row, unless somebody has answered it all the same. */
function isReviewed(question: Question, { facts, notNeeded }: AnswerRequest, answers: AnswersSoFar): boolean {
  const { key, unattendedOnly, setting, reviewed } = question;
  if (unattendedOnly === true || setting === true || !isConcerned(question, answers, facts)) return false;
  if (reviewed === true) return true;
  return answers.has(key) || !(isSuperfluous(question, facts, answers) || notNeeded?.has(key) === true);
}

async function review(
  request: AnswerRequest,
  answers: AnswersSoFar,
  prompter: Prompter,
  screen: Screen,
): Promise<Question | 'go-on'> {
  const shown = questions.filter((question) => isReviewed(question, request, answers));
  const column = Math.max(...shown.map((question) => question.label.length)) + 2;
  screen.print([
    '',
    screen.paint.bold('Your answers'),
    ...wrap('Choose one to change it. Nothing has been changed on the server yet.', screen.paint.width, '  '),
  ]);
  const chosen = await prompter.choose<Question | 'go-on' | 'quit'>({
    ask: 'Are these right?',
    choices: [
      { value: 'go-on', label: 'Yes, go on' },
      ...shown.map((question) => ({
        value: question,
        label: `${`${question.label}:`.padEnd(column)}${escapeControl(shownAnswer(question, answers, request.facts), 100)}`,
      })),
      { value: 'quit', label: 'Quit', hint: 'Nothing has been changed.' },
    ],
  });
  if (chosen === 'quit') throw new Cancelled();
  return chosen;
}
