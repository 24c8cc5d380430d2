import type { AnswerRequest } from '../engine/operator.js';
import { Cancelled } from '../errors.js';
import { effectiveAnswer } from '../questions/effective.js';
import type { AnswerKey, GivenAnswers, Question } from '../questions/question.js';
import { escapeControl } from '../text/escape.js';
import type { Choice, Prompter } from './prompter.js';

export type AnswersSoFar = Map<AnswerKey, string>;

/** What is wrong with an answer: first its form, then, on the target, what it points at. */
export async function answerProblem(
  question: Question,
  text: string,
  request: AnswerRequest,
  given: GivenAnswers,
): Promise<string | undefined> {
  if (text === '' && question.optional === true) return undefined;
  return question.problem(text) ?? (await request.check(question.key, text, given));
}

/** The same for a prompt: whatever goes wrong while an answer is looked at is a problem of that answer, not the end. */
export async function problemToShow(
  question: Question,
  text: string,
  request: AnswerRequest,
  given: GivenAnswers,
): Promise<string | undefined> {
  try {
    return await answerProblem(question, text, request, given);
  } catch (error) {
    if (error instanceof Cancelled || (error instanceof Error && error.name === 'AbortError')) throw error;
    return `This could not be checked: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Asks one question and keeps the answer. What equals the default is not kept, so that it follows the others. */
export async function askQuestion(
  question: Question,
  request: AnswerRequest,
  answers: AnswersSoFar,
  prompter: Prompter,
): Promise<void> {
  // Reopened from the review although it is not needed here: it may be emptied again.
  const needed = question.optional !== true && question.open?.(request.facts, answers) === true;
  const problem = async (text: string) =>
    text === '' && !needed ? undefined : problemToShow(question, text, request, answers);
  const ask = question.askFor?.(answers) ?? question.ask;
  const fallback = effectiveAnswer(question, answers, request.facts);
  const text = await askKind({ ...question, ask: escapeControl(ask, 300) }, fallback, problem, prompter);
  const withoutIt = new Map(answers);
  withoutIt.delete(question.key);
  const standard = question.fallback?.(withoutIt, request.facts);
  // A yes-no or choice that was asked is decided, even when it is the default: it is not asked again.
  const undecided = text === standard || text === '';
  if (undecided && question.open?.(request.facts, answers) !== true) answers.delete(question.key);
  else answers.set(question.key, text);
}

function choicesOf(question: Question): Choice<string>[] {
  const values = question.kind === 'yes-no' ? ['yes', 'no'] : (question.choices ?? []);
  const choices = values.map((value) => {
    const hint = question.meanings?.[value];
    return { value, label: value, ...(hint === undefined ? {} : { hint: `${value}: ${hint}` }) };
  });
  // A setting without a default of its own need not be decided.
  if (question.setting !== true || question.fallback !== undefined) return choices;
  return [
    { value: '', label: 'leave it', hint: 'Nothing is decided here: it stays as the server has it.' },
    ...choices,
  ];
}

function askKind(
  question: Question,
  fallback: string | undefined,
  problem: (text: string) => Promise<string | undefined>,
  prompter: Prompter,
): Promise<string> {
  const { ask } = question;
  switch (question.kind) {
    case 'secret':
      return prompter.secret({ ask, problem });
    case 'yes-no':
    case 'choice': {
      const choices = choicesOf(question);
      return prompter.choose({ ask, choices, ...(fallback === undefined ? {} : { fallback }) });
    }
    default:
      return prompter.text({ ask, problem, ...(fallback === undefined ? {} : { fallback }) });
  }
}
