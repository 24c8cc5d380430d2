import type { Step } from '../src/model/step.js';

/** What is a scanner's own of a step that every scanner has; number and title are the step's. */
export type StepPart = Omit<Step, 'id' | 'title'>;
