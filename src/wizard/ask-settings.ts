import type { SettingsRequest } from '../engine/operator.js';
import type { Answers, Secrets } from '../model/answers.js';
import { questionFor } from '../questions/registry.js';
import { toAnswers } from '../questions/to-answers.js';
import { type AnswersSoFar, askQuestion } from './ask-question.js';
import type { Prompter } from './prompter.js';
import type { Screen } from './screen.js';

/** Asks the settings of a stage, one after the other. */
export async function askSettings(
  request: SettingsRequest,
  prompter: Prompter,
  screen: Screen,
): Promise<{ readonly answers: Answers; readonly secrets: Secrets }> {
  const answers: AnswersSoFar = new Map(request.given);
  screen.print(['', screen.paint.bold('Settings'), '  What is left empty stays as it is.']);
  for (const key of request.keys) {
    const question = questionFor(key);
    if (question === undefined) continue;
    const before = answers.get(key);
    await askQuestion(question, request, answers, prompter);
    // The threads follow from the expected peak when that is what the operator tells now.
    if (key === 'peak-connections' && answers.get(key) !== before) answers.delete('scan-threads');
  }
  return toAnswers(answers, request.facts);
}
