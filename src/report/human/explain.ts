import { explanationsByStep } from '../../../steps/explanations/index.js';
import { stepNamed } from '../../../steps/index.js';
import type { Explanation } from '../../model/explanation.js';
import type { Passage } from '../../model/finding.js';
import type { Step } from '../../model/step.js';
import { type StepId, stepIds } from '../../model/step-id.js';
import { flagOf } from '../../questions/names.js';
import { questionFor } from '../../questions/registry.js';
import { wrap } from '../../text/wrap.js';
import type { Paint } from './paint.js';

/** Every word that can be explained. */
export function explainable(): readonly string[] {
  return stepIds.flatMap((id) => [id, ...Object.keys(explanationsByStep[id])]);
}

/** The lines for a finding's id, in any letters, or for a step; undefined: it is neither. */
export function explainLines(word: string, paint: Paint): string[] | undefined {
  for (const id of stepIds) {
    if (id === word.toLowerCase()) return stepLines(id, paint);
    const explained = Object.entries(explanationsByStep[id]).find(([one]) => one === word.toUpperCase());
    if (explained !== undefined) return findingLines(explained[0], explained[1], id, paint);
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
    ...stepIds.flatMap((id) => ['', `${paint.bold(id)}  ${titleOf(id)}`, ...idLines(id, paint)]),
  ];
}

function idLines(step: StepId, paint: Paint): string[] {
  const all = Object.entries(explanationsByStep[step]);
  const column = Math.max(0, ...all.map(([id]) => id.length)) + 2;
  const beside = ' '.repeat(column + 2);
  return all.flatMap(([id, { title }]) => wrap(title, paint.width, `  ${id.padEnd(column)}`, beside));
}

function titleOf(id: StepId): string {
  return stepNamed(id)[0]?.title ?? '';
}

/** Of a step that both scanners have, what the articles say that the finding comes from. */
function findingLines(id: string, explanation: Explanation, step: StepId, paint: Paint): string[] {
  const articles = new Set(explanation.passages.map(({ article }) => article));
  const told = stepNamed(step).filter(({ passage }) => articles.has(passage.article));
  const words = [...new Set(told.map(({ says }) => says))].join(' ');
  const part = (heading: string, text: string) => ['', paint.bold(heading), ...wrap(text, paint.width, '  ')];
  return [
    ...wrap(`${id}  ${explanation.title}`, paint.width, '', '  ').map(paint.bold),
    ...part('What is looked at', explanation.means),
    ...part('Why it matters', explanation.matters),
    ...part('If it is left', explanation.ifLeft),
    ...part('What to do', explanation.remedy),
    ...part('Where it comes from', passages(explanation.passages)),
    ...part('Its step', `${step}: ${titleOf(step)}. The article there: ${words}`),
  ];
}

function passages(list: readonly Passage[]): string {
  return `${list.map(({ article, section }) => `${article}, ${section}`).join('; ')}.`;
}

function stepLines(id: StepId, paint: Paint): string[] {
  const steps = stepNamed(id);
  const keys = new Set(steps.flatMap(({ settings = [] }) => settings));
  const settings = [...keys].flatMap((key) => {
    const question = questionFor(key);
    return question === undefined
      ? []
      : wrap(`${flagOf(question)}: ${question.help}`, paint.width, '  ', '    ');
  });
  return [
    `${paint.bold(id)}  ${titleOf(id)}`,
    '',
    ...steps.flatMap((step) => articleLines(step, paint)),
    paint.bold('What it means to skip it'),
    ...skipLines(steps, paint),
    ...(settings.length === 0 ? [] : ['', paint.bold('Its settings'), ...settings]),
    '',
    paint.bold('Its findings'),
    ...idLines(id, paint),
  ];
}

/** Where it means something else with the other scanner, each says with which. */
function skipLines(steps: readonly Step[], paint: Paint): string[] {
  const differs = new Set(steps.map(({ skipMeans }) => skipMeans)).size > 1;
  return (differs ? steps : steps.slice(0, 1)).flatMap(({ passage, skipMeans }) =>
    wrap(differs ? `${passage.article}: ${skipMeans}` : skipMeans, paint.width, '  '),
  );
}

function articleLines({ passage, says, broughtForward }: Step, paint: Paint): string[] {
  return [
    paint.bold(`What the article says (${passage.article}, ${passage.section})`),
    ...wrap(says, paint.width, '  '),
    ...(broughtForward === undefined
      ? []
      : wrap(`Brought forward, to the handover of port 25: ${broughtForward}.`, paint.width, '  ')),
    '',
  ];
}
