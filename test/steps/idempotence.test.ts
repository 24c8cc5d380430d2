import { nod32Config } from '../support/arbitrary-config.js';
import { answers, handedOver, paths, scannerStarted } from '../support/server.js';
import { describeIdempotence } from './describe-idempotence.js';

describeIdempotence({
  answers,
  scannerStarted,
  handedOver,
  own: { path: paths.nod32Config, text: nod32Config, steps: ['configure-scanner', 'set-scan-threads'] },
  numRuns: 150,
});
