import type { Step } from '../src/model/step.js';
import { nod32Article } from './passages.js';

/** TODO */
export const limitConnections: Step = {
  id: 'limit-connections',
  title: 'Limit the connections',
  passage: nod32Article('Tweaking 2'),
  says: 'TODO',
  skipMeans: 'TODO',
  settings: ['max-connections', 'max-interval-connections', 'time-interval'],
  tweak: true,
  assess: () => [],
  changes: () => [],
};
