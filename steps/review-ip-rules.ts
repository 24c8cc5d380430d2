import type { Step } from '../src/model/step.js';
import { nod32Article } from './passages.js';

/** TODO */
export const reviewIpRules: Step = {
  id: 'review-ip-rules',
  title: 'Review the rules that look at addresses',
  passage: nod32Article('Caveat 3'),
  says: 'TODO',
  skipMeans: 'TODO',
  tweak: true,
  assess: () => [],
  changes: () => [],
};
