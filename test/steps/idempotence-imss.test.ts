import { imssIni } from '../support/arbitrary-imss-ini.js';
import { answers, handedOver, imssPaths, scannerStarted } from '../support/imss-server.js';
import { describeIdempotence } from './describe-idempotence.js';

describeIdempotence({
  answers,
  scannerStarted,
  handedOver,
  own: { path: imssPaths.config, text: imssIni, steps: ['configure-scanner', 'offer-auth'] },
  // Most of it is tried with the other scanner: here it counts that another port is wanted.
  numRuns: 100,
});
