import type { Step } from '../src/model/step.js';
import { nod32Article } from './passages.js';

/** TODO */
export const reviewUnscannedPaths: Step = {
  id: 'review-unscanned-paths',
  title: 'Review what passes by the scanner',
  passage: nod32Article('Caveat 2'),
  says: 'TODO',
  skipMeans: 'TODO',
  tweak: true,
  assess: () => [],
  changes: () => [],
};
