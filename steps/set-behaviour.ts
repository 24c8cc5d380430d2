import type { Step } from '../src/model/step.js';
import { nod32Article } from './passages.js';

/** TODO */
export const setBehaviour: Step = {
  id: 'set-behaviour',
  title: 'Choose what happens to infected mail',
  passage: nod32Article('Configuring the NOD32 Behavior'),
  says: 'TODO',
  skipMeans: 'TODO',
  settings: [
    'action-on-infected',
    'action-on-uncleanable',
    'action-on-notscanned',
    'quarantine',
    'eicar-test',
  ],
  tweak: true,
  assess: () => [],
  changes: () => [],
};
