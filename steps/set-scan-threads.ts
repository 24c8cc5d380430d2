import type { Step } from '../src/model/step.js';
import { nod32Article } from './passages.js';

/** TODO */
export const setScanThreads: Step = {
  id: 'set-scan-threads',
  title: 'Raise the number of scanning threads',
  passage: nod32Article('Tweaking 3'),
  says: 'TODO',
  skipMeans: 'TODO',
  settings: ['peak-connections', 'scan-threads'],
  tweak: true,
  assess: () => [],
  changes: () => [],
};
