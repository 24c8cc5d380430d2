import type { Choice, Decision, Edited, Question } from '../../engine/rollback.js';
import { escapeControl } from '../../text/escape.js';
import { hideSecrets } from '../../text/hide-secrets.js';
import { wrap } from '../../text/wrap.js';
import type { Paint } from './paint.js';
import { unifiedDiff } from './unified-diff.js';

/** More of a kind than these say nothing more. */
const most = 20;

/** What somebody has changed since, and what becomes of it without asking; what is asked is shown when it is. */
export function editedLines(edited: readonly Edited[], paint: Paint, asked: boolean): string[] {
  return [
    paint.bold('Changed by somebody since:'),
    ...edited.flatMap(({ title, putBack, stays, goesWith, questions }) => [
      `  ${escapeControl(title)}`,
      ...(goesWith === undefined
        ? [...listed('taken back', putBack, paint), ...listed('stays as it is now', stays, paint)]
        : goesLines(goesWith, paint)),
      ...(asked ? [] : questions.flatMap((question) => questionLines(question, paint))),
      ...(asked ? [] : listed('stays as it is now, if nothing else is said', unasked(questions), paint)),
    ]),
    '',
  ];
}

function goesLines(name: string, { width }: Paint): string[] {
  const words = `goes with the package ${escapeControl(name, 200)}, which is removed. A copy of it as it is now stays beside the journal.`;
  return wrap(words, width, '    ', '      ');
}

function unasked(questions: readonly Question[]): readonly string[] {
  return questions.flatMap(({ unasked: choice, what }) => (choice === 'keep' ? [what] : []));
}

function listed(what: string, all: readonly string[], { width }: Paint): string[] {
  const shown = all.slice(0, most).map((one) => escapeControl(one, 300));
  const more = all.length > most ? [`and ${all.length - most} more`] : [];
  return [...shown, ...more].flatMap((one) => wrap(`${what}: ${one}`, width, '    ', '      '));
}

/** The three values, one below the other. */
export function questionLines({ what, before, left, now, unasked }: Question, { width }: Paint): string[] {
  const value = (label: string, text: string) =>
    wrap(escapeControl(text, 300), width, `      ${label}`, ' '.repeat(22));
  return [
    ...wrap(
      `${escapeControl(what, 300)}: changed by ${unasked === undefined ? 'this run, and by somebody after it' : 'somebody after this run'}`,
      width,
      '    ',
      '      ',
    ),
    ...value('before this run ', before),
    ...value('as it left it   ', left),
    ...value('now             ', now),
  ];
}

/** What a choice does about this. */
export function choiceWords({ now, before, means = {} }: Question, choice: Choice): string {
  const words = choice === 'keep' ? `Keep it as it is now: ${now}` : `Put back what was before: ${before}`;
  const hint = means[choice];
  return escapeControl(hint === undefined ? words : `${words} (${hint})`, 300);
}

/** What will be written over what somebody has edited. */
export function decisionLines(decisions: readonly Decision[], paint: Paint): string[] {
  const diffs = decisions.flatMap(({ shown }) =>
    shown === undefined ? [] : unifiedDiff(shown.path, shown.now, shown.wanted, paint),
  );
  if (diffs.length === 0) return [];
  return [
    paint.bold('So this will be written, where nothing is changed meanwhile:'),
    ...diffs.map((line) => `    ${hideSecrets(line)}`),
    '',
  ];
}
