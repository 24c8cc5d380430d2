import { input, password, select } from '@inquirer/prompts';
import { escapeControl } from '../../text/escape.js';
import { LineReader } from '../line-reader.js';
import { pasteLines } from '../paste-lines.js';
import type { Prompter } from '../prompter.js';
import { asking, type PromptContext } from './asking.js';

/** With the question, a blank, the hint and the key help, this many choices still fit 24 rows. */
const pageSize = 14;

/** Questions with a cursor, through @inquirer/prompts, on the streams of the context only. */
export function terminalPrompter(context: PromptContext): Prompter {
  const verdict = (problem: (text: string) => Promise<string | undefined>) => async (text: string) => {
    const wrong = await problem(text);
    return wrong === undefined ? true : escapeControl(wrong);
  };
  return {
    text: ({ ask, fallback, problem }) =>
      asking(context, async (on) => {
        const given = await input(
          {
            message: ask,
            validate: (text) => verdict(problem)(text.trim()),
            ...(fallback === undefined ? {} : { default: fallback }),
          },
          on,
        );
        return given.trim();
      }),
    secret: ({ ask, problem }) =>
      asking(context, (on) =>
        password({ message: ask, mask: false, toggleMask: false, validate: verdict(problem) }, on),
      ),
    choose: async ({ ask, choices, fallback }) => {
      const start = choices.findIndex((choice) => choice.value === fallback);
      const chosen = await asking(context, (on) =>
        select(
          {
            message: ask,
            pageSize,
            loop: false,
            default: Math.max(start, 0),
            choices: choices.map(({ label, hint }, value) => ({
              value,
              name: label,
              short: label.replace(/ {2,}/g, ' '),
              ...(hint === undefined ? {} : { description: hint }),
            })),
          },
          on,
        ),
      );
      const choice = choices[chosen];
      if (choice === undefined) throw new Error(`no choice ${chosen} of ${choices.length}`);
      return choice.value;
    },
    paste: (ask) =>
      pasteLines(ask, new LineReader(context.input, context.signal), (text) => context.output.write(text)),
  };
}
