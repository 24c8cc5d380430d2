import type {
  FailureChoice,
  FinishedView,
  Operator,
  SettingsRequest,
  StageDecision,
  StageView,
} from '../../src/engine/operator.js';
import type { GivenAnswers } from '../../src/questions/question.js';
import { toAnswers } from '../../src/questions/to-answers.js';

export interface Script {
  readonly attended?: boolean;
  readonly consider?: (view: StageView) => StageDecision;
  readonly settings?: (request: SettingsRequest) => GivenAnswers;
  readonly failed?: (problem: string) => FailureChoice;
}

/** An operator who does as the script says, and notes what was shown. */
export function scriptedOperator(script: Script = {}) {
  const seen = {
    notes: [] as string[],
    considered: [] as string[],
    nothingToDo: [] as string[],
    verified: [] as string[],
    failed: [] as string[],
    putBack: [] as boolean[],
    finished: undefined as FinishedView | undefined,
  };
  const ids = ({ steps }: StageView) => steps.map(({ step }) => step.id).join(' ');
  const operator: Operator = {
    attended: script.attended ?? true,
    welcome: async () => 'set-up',
    answer: async () => {
      throw new Error('not asked here');
    },
    consider: async (view) => {
      seen.considered.push(ids(view));
      return script.consider?.(view) ?? 'apply';
    },
    changeSettings: async (request) => {
      if (script.settings === undefined) throw new Error('no settings are asked here');
      return toAnswers(script.settings(request), request.facts);
    },
    reconsider: async () => 'keep',
    nothingToDo: async (view) => {
      seen.nothingToDo.push(ids(view));
    },
    progress: () => ({ plan() {}, begin() {}, done() {}, failed() {}, close: async () => {} }),
    ...(script.attended === false ? {} : { guide: async () => 'stop' as const }),
    waiting: (_text, work) => work(() => {}),
    verified: async ({ stage }) => {
      seen.verified.push(ids(stage));
    },
    failed: async ({ problem, putBack }) => {
      seen.failed.push(problem);
      seen.putBack.push(putBack);
      return script.failed?.(problem) ?? 'leave';
    },
    confirmTestMail: async () => undefined,
    note: (text) => {
      seen.notes.push(text);
    },
    finished: async (view) => {
      seen.finished = view;
    },
  };
  return { operator, seen };
}
