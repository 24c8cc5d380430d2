import type { Step } from '../src/model/step.js';
import type { Scanner } from '../src/products/scanner.js';
import { articleOf } from './passages.js';
import { unscannedBackend } from './review-unscanned-paths/backend.js';
import { unscannedListeners } from './review-unscanned-paths/listeners.js';
import { unscannedWebmail } from './review-unscanned-paths/webmail.js';

/** Lists what gets into AXIGEN without the scanner having seen it. Nothing is changed. */
export function reviewUnscannedPaths(scanner: Scanner): Step {
  const step = { id: 'review-unscanned-paths', passage: articleOf(scanner, 'Caveat 2') } as const;
  return {
    ...step,
    title: 'Review what passes by the scanner',
    says: `Only mail that comes in through port 25 passes ${scanner.title}. What is written in webmail, or comes in through another SMTP listener or through the port behind the scanner, is not scanned. These ways are listed with what they mean; nothing is changed.`,
    skipMeans: 'Nobody has looked at how mail can get by the scanner.',
    tweak: true,
    assess: (situation) => [
      unscannedListeners(step, situation),
      unscannedWebmail(step, situation),
      unscannedBackend(step, situation),
    ],
    changes: () => [],
  };
}
