import { explanationsByStep } from '../../../steps/explanations/index.js';

/** Whether any step can give a finding of that id: all of them are explained. */
export function isFindingId(id: string): boolean {
  return Object.values(explanationsByStep).some((explanations) => Object.hasOwn(explanations, id));
}
