import { explanationsByStep } from '../../../steps/explanations/index.js';
import { steps } from '../../../steps/index.js';
import type { Explanation } from '../../model/explanation.js';
import type { Passage } from '../../model/finding.js';
import type { Step } from '../../model/step.js';
import type { StepId } from '../../model/step-id.js';
import { flagOf } from '../../questions/names.js';
import { questionFor } from '../../questions/registry.js';
import { wrap } from '../../text/wrap.js';
import type { Paint } from './paint.js';

/** Every word that can be explained. */
export function explainable(): readonly string[] {
  return steps.flatMap(({ id }) => [id, ...Object.keys(explanationsByStep[id])]);
}

/** The lines for a finding's id, in any letters, or for a step; undefined: it is neither. */
export function explainLines(word: string, paint: Paint): string[] | undefined {
  for (const step of steps) {
    if (step.id === word.toLowerCase()) return stepLines(step, paint);
    const explained = Object.entries(explanationsByStep[step.id]).find(([id]) => id === word.toUpperCase());
    if (explained !== undefined) return findingLines(explained[0], explained[1], step, paint);
  }
  return undefined;
}

/** All ids by step. */
export function allIdsLines(paint: Paint): string[] {
  return [
    ...wrap(
      'Every finding by its step. gateway-setup explain followed by an id or a step says what it means.',
      paint.width,
    ),
    ...steps.flatMap(({ id, title }) => ['', `${paint.bold(id)}  ${title}`, ...idLines(id, paint)]),
  ];
}

function idLines(step: StepId, paint: Paint): string[] {
  const all = Object.entries(explanationsByStep[step]);
  const column = Math.max(0, ...all.map(([id]) => id.length)) + 2;
  const beside = ' '.repeat(column + 2);
  return all.flatMap(([id, { title }]) => wrap(title, paint.width, `  ${id.padEnd(column)}`, beside));
}

function findingLines(id: string, explanation: Explanation, step: Step, paint: Paint): string[] {
  const part = (heading: string, text: string) => ['', paint.bold(heading), ...wrap(text, paint.width, '  ')];
  return [
    ...wrap(`${id}  ${explanation.title}`, paint.width, '', '  ').map(paint.bold),
    ...part('What is looked at', explanation.means),
    ...part('Why it matters', explanation.matters),
    ...part('If it is left', explanation.ifLeft),
    ...part('What to do', explanation.remedy),
    ...part('Where it comes from', passages(explanation.passages)),
    ...part('Its step', `${step.id}: ${step.title}. The article there: ${step.says}`),
  ];
}

function passages(list: readonly Passage[]): string {
  return `${list.map(({ article, section }) => `${article}, ${section}`).join('; ')}.`;
}

function stepLines(step: Step, paint: Paint): string[] {
  const settings = (step.settings ?? []).flatMap((key) => {
    const question = questionFor(key);
    return question === undefined
      ? []
      : wrap(`${flagOf(question)}: ${question.help}`, paint.width, '  ', '    ');
  });
  return [
    `${paint.bold(step.id)}  ${step.title}`,
    '',
    paint.bold(`What the article says (${step.passage.article}, ${step.passage.section})`),
    ...wrap(step.says, paint.width, '  '),
    ...(step.broughtForward === undefined
      ? []
      : wrap(`Brought forward, to the handover of port 25: ${step.broughtForward}.`, paint.width, '  ')),
    '',
    paint.bold('What it means to skip it'),
    ...wrap(step.skipMeans, paint.width, '  '),
    ...(settings.length === 0 ? [] : ['', paint.bold('Its settings'), ...settings]),
    '',
    paint.bold('Its findings'),
    ...idLines(step.id, paint),
  ];
}
