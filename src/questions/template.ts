import { escapedForJson, unsafe } from '../text/unsafe.js';
import { wrap } from '../text/wrap.js';
import { helpText } from './for-scanner.js';
import { flagOf, variableOf } from './names.js';
import type { GivenAnswers, Question } from './question.js';
import { questions } from './registry.js';

/** Columns of the comments. */
const width = 92;

/** An answers file with every key as a comment: what it means, its choices, its default. Pure. */
export function answersTemplate(): string {
  const part = (setting: boolean) =>
    questions.filter((one) => (one.setting === true) === setting).flatMap(entry);
  return (
    [
      ...comment(
        'Answers for gateway-setup (--answers FILE). Take the ; away from a line key = value to decide it; ' +
          'what is not decided here is asked, or has its default. Flags and variables count for more than this file.',
      ),
      '',
      ...part(false),
      ...comment('Settings of the scanner and of AXIGEN. What is not decided stays as the server has it.'),
      '',
      ...part(true),
    ]
      .join('\n')
      .replace(/\n+$/, '\n')
      // For editors of any age.
      .replaceAll('\u2019', "'")
  );
}

function entry(question: Question): readonly string[] {
  if (question.kind === 'secret') {
    return [
      ...comment(
        `${question.label}: never in this file. Give ${flagOf(question)} <file>, or set ${variableOf(question)}.`,
      ),
      '',
    ];
  }
  const meanings = Object.entries(question.meanings ?? {});
  const standard = question.fallback?.(new Map());
  const choices = question.kind === 'yes-no' ? ['yes', 'no'] : (question.choices ?? []);
  return [
    ...comment(`${question.label}: ${helpText(question)}.`),
    ...(meanings.length === 0 && choices.length > 0 ? comment(`One of: ${choices.join(', ')}.`) : []),
    ...meanings.flatMap(([choice, meaning]) => comment(`${choice}: ${meaning}`, '  ')),
    ...(standard === undefined ? [] : comment(`Default: ${standard}.`)),
    `;${question.key} = ${standard ?? ''}`.trimEnd(),
    '',
  ];
}

function comment(text: string, indent = ''): readonly string[] {
  return wrap(text, width, `; ${indent}`);
}

/** An answers file with these answers, as it is read again; secrets are left out. Pure. */
export function answersText(given: GivenAnswers, heading: string): string {
  const lines = questions.flatMap(({ key, kind }) => {
    const text = given.get(key);
    return text === undefined || kind === 'secret' ? [] : [`${key} = ${quoted(text)}`];
  });
  return `; ${heading}\n${lines.join('\n')}\n`;
}

/** As the `ini` package reads it back: what could be a comment, an escape or obeyed by a terminal stands in a JSON string. */
export function quoted(value: string): string {
  return /^[\w@.+/-]+$/.test(value) ? value : JSON.stringify(value).replace(unsafe, escapedForJson);
}
