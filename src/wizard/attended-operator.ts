import type { Operator } from '../engine/operator.js';
import { finishedLines } from '../report/human/finished.js';
import { nothingToDoLines } from '../report/human/stage.js';
import { escapeControl } from '../text/escape.js';
import { wrap } from '../text/wrap.js';
import { askAnswers } from './ask-answers.js';
import { askSettings } from './ask-settings.js';
import { chooseAfterFailure } from './choose-after-failure.js';
import { chooseScanner } from './choose-scanner.js';
import { confirmEicar } from './confirm-eicar.js';
import { confirmTestMail } from './confirm-test-mail.js';
import { considerStage, reconsiderStage } from './consider-stage.js';
import { guideOperator } from './guide-operator.js';
import type { Prompter } from './prompter.js';
import type { Screen } from './screen.js';
import { StageHeadings } from './stage-headings.js';
import { walkThrough } from './walk-through.js';
import { welcome } from './welcome.js';

/** The wizard with a person in front of it; its form is the prompter's and the screen's. */
export function attendedOperator(prompter: Prompter, screen: Screen): Operator {
  const { paint } = screen;
  const headings = new StageHeadings();
  return {
    attended: true,
    chooseScanner: () => chooseScanner(prompter),
    welcome: (view) => welcome(view, prompter, screen),
    answer: (request) => askAnswers(request, prompter, screen),
    consider: (view) => {
      headings.shown(view);
      return considerStage(view, prompter, screen);
    },
    changeSettings: (request) => askSettings(request, prompter, screen),
    reconsider: (view) => {
      headings.shown(view);
      return reconsiderStage(view, prompter, screen);
    },
    nothingToDo: async (view) => {
      headings.shown(view);
      screen.print(nothingToDoLines(view, paint));
    },
    progress: (view) => screen.progress(view),
    guide: (view) => guideOperator(view, prompter, screen),
    walkThrough: (view) => walkThrough(view, prompter, screen),
    waiting: (text, work) => screen.waiting(escapeControl(text), work),
    verified: async (view) => screen.print(headings.verified(view, paint)),
    failed: (view) => {
      screen.print(headings.missing(view.stage, paint));
      return chooseAfterFailure(view, prompter, screen);
    },
    confirmTestMail: (view) => confirmTestMail(view, prompter, screen),
    confirmEicar: (view) => confirmEicar(view, prompter, screen),
    note: (text) => screen.print(wrap(escapeControl(text), paint.width, '  ')),
    finished: async (view) => screen.print(finishedLines(view, paint)),
  };
}
