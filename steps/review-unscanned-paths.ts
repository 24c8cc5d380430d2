import type { Step } from '../src/model/step.js';
import { nod32Article } from './passages.js';
import { unscannedBackend } from './review-unscanned-paths/backend.js';
import { unscannedListeners } from './review-unscanned-paths/listeners.js';
import { unscannedWebmail } from './review-unscanned-paths/webmail.js';

/** Lists what gets into AXIGEN without the scanner having seen it. Nothing is changed. */
export const reviewUnscannedPaths: Step = {
  id: 'review-unscanned-paths',
  title: 'Review what passes by the scanner',
  passage: nod32Article('Caveat 2'),
  says: 'Only mail that comes in through port 25 passes NOD32. What is written in webmail, or comes in through another SMTP listener or through the port behind the scanner, is not scanned. These ways are listed with what they mean; nothing is changed.',
  skipMeans: 'Nobody has looked at how mail can get by the scanner.',
  tweak: true,
  assess: (situation) => [
    unscannedListeners(reviewUnscannedPaths, situation),
    unscannedWebmail(reviewUnscannedPaths, situation),
    unscannedBackend(reviewUnscannedPaths, situation),
  ],
  changes: () => [],
};
