import { Cancelled } from '../../errors.js';
import { escapeControl } from '../../text/escape.js';
import { wrap } from '../../text/wrap.js';
import type { LineReader } from '../line-reader.js';
import { pasteLines } from '../paste-lines.js';
import type { Choice, ChoiceQuestion, Prompter } from '../prompter.js';

export interface LinePrompterOptions {
  readonly reader: LineReader;
  /** Writes text as it is, without ending the line. */
  write(text: string): void;
  /** Columns that the list of choices is wrapped to; default 80. */
  readonly width?: number;
}

/** Questions as lines of text and numbered choices. The end of the input cancels. */
export function linePrompter({ reader, write, width = 80 }: LinePrompterOptions): Prompter {
  const ask = async (prompt: string, hidden = false): Promise<string> => {
    const show = () => write(prompt);
    if (!hidden) show();
    const line = hidden ? await reader.hiddenLine(show) : await reader.line();
    if (line === undefined) throw new Cancelled();
    return line;
  };
  return {
    async text({ ask: question, fallback, problem }) {
      for (;;) {
        const shown = fallback === undefined || fallback === '' ? '' : ` [${escapeControl(fallback, 200)}]`;
        const typed = (await ask(`${escapeControl(question, 400)}${shown}\n> `)).trim();
        const text = typed === '' ? (fallback ?? '') : typed;
        const wrong = await problem(text);
        if (wrong === undefined) return text;
        write(`${escapeControl(wrong)}\n`);
      }
    },
    async secret({ ask: question, problem }) {
      for (;;) {
        const text = await ask(`${escapeControl(question, 400)} (it is not shown)\n> `, true);
        write('\n');
        const wrong = await problem(text);
        if (wrong === undefined) return text;
        write(`${escapeControl(wrong)}\n`);
      }
    },
    async choose(question) {
      write(`${escapeControl(question.ask, 400)}\n${listOf(question, width)}`);
      const standard = standardNumber(question);
      for (;;) {
        const typed = (await ask(`Number 1 to ${question.choices.length} [${standard}]: `)).trim();
        const chosen = pick(typed === '' ? String(standard) : typed, question.choices);
        if (chosen !== undefined) return chosen.value;
        write(`"${escapeControl(typed, 60)}" is not one of the numbers.\n`);
      }
    },
    paste: (question) => pasteLines(question, reader, write),
  };
}

function listOf<T>({ choices }: ChoiceQuestion<T>, width: number): string {
  return choices.map(({ label, hint }, index) => `${listed(index + 1, label, hint, width)}\n`).join('');
}

function listed(number: number, label: string, hint: string | undefined, width: number): string {
  const start = `  ${number}. ${escapeControl(label, 400)}`;
  return hint === undefined
    ? start
    : wrap(`- ${escapeControl(hint)}`, width, `${start} `, '     ').join('\n');
}

function standardNumber<T>({ choices, fallback }: ChoiceQuestion<T>): number {
  const index = choices.findIndex((choice) => choice.value === fallback);
  return index < 0 ? 1 : index + 1;
}

/** By number, or by the beginning of exactly one label. */
function pick<T>(typed: string, choices: readonly Choice<T>[]): Choice<T> | undefined {
  if (/^\d+$/.test(typed)) return choices[Number(typed) - 1];
  const matching = choices.filter((choice) => choice.label.toLowerCase().startsWith(typed.toLowerCase()));
  return matching.length === 1 ? matching[0] : undefined;
}
