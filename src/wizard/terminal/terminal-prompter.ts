import { input, password, select } from '@inquirer/prompts';
import { escapeControl } from '../../text/escape.js';
import { LineReader } from '../line-reader.js';
import { pasteLines } from '../paste-lines.js';
import type { Prompter } from '../prompter.js';
import { asking, type PromptContext } from './asking.js';
import { hintLines, oneRow } from './choice-lines.js';
import { spinnerFrames } from './spinner-frames.js';

/** With the question, a blank, the hint and the key help, this many choices still fit 24 rows. */
const pageSize = 14;

/** Characters: a problem that repeats a long path must fit the screen, or its remains stay there. */
const problemLimit = 300;

/** Characters: longer questions and choices are cut, so that what a server said cannot flood the screen. */
const questionLimit = 400;

/** What the library would draw with signs that a terminal without UTF-8 does not have. */
const spinner = { interval: 100, frames: spinnerFrames };
const theme = { spinner, style: { keysHelpTip: () => '(up and down move, Enter selects)' } };

export interface TerminalPrompterOptions extends PromptContext {
  readonly output: PromptContext['output'] & { readonly columns: number };
}

/** Questions with a cursor, through @inquirer/prompts, on the streams of the context only. */
export function terminalPrompter(context: TerminalPrompterOptions): Prompter {
  const { output } = context;
  /** Never rejects: the library lets what a check throws go to nobody, which ends the process. */
  const verdict = (problem: (text: string) => Promise<string | undefined>) => async (text: string) => {
    try {
      const wrong = await problem(text);
      return wrong === undefined ? true : escapeControl(wrong, problemLimit);
    } catch (error) {
      // Cancelled comes here as well; the signal that brought it ends the prompt itself.
      return `This could not be checked: ${escapeControl(error instanceof Error ? error.message : String(error))}`;
    }
  };
  return {
    text: ({ ask, fallback, problem }) =>
      asking(context, async (on) => {
        const shown = fallback === undefined ? undefined : escapeControl(fallback, questionLimit);
        // What is taken when nothing is typed is the fallback itself, not the harmless form in which it is shown.
        const meant = (text: string) => (text === shown ? (fallback ?? text) : text);
        const given = await input(
          {
            message: escapeControl(ask, questionLimit),
            theme: { spinner },
            validate: (text) => verdict(problem)(meant(text).trim()),
            ...(shown === undefined ? {} : { default: shown }),
          },
          on,
        );
        return meant(given).trim();
      }),
    secret: ({ ask, problem }) =>
      asking(context, (on) =>
        password(
          {
            message: escapeControl(ask, questionLimit),
            theme: { spinner },
            mask: false,
            toggleMask: false,
            validate: verdict(problem),
          },
          on,
        ),
      ),
    choose: async ({ ask: question, choices, fallback }) => {
      const ask = escapeControl(question, questionLimit);
      const start = choices.findIndex((choice) => choice.value === fallback);
      const chosen = await asking(context, (on) =>
        select(
          {
            message: ask,
            theme,
            pageSize,
            loop: false,
            default: Math.max(start, 0),
            choices: choices.map(({ label, hint }, value) => ({
              value,
              // The cursor takes two columns, and the last column stays free.
              name: oneRow(escapeControl(label, questionLimit), output.columns - 3),
              short: oneRow(
                escapeControl(label, questionLimit).replace(/ {2,}/g, ' '),
                Math.max(output.columns - ask.length - 4, 20),
              ),
              ...(hint === undefined
                ? {}
                : { description: hintLines(escapeControl(hint), output.columns - 1) }),
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
      pasteLines(ask, new LineReader(context.input, context.signal, context.job), (text) =>
        output.write(text),
      ),
  };
}
