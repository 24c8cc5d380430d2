import type { Step } from '../src/model/step.js';
import { closeOpenRelay } from './close-open-relay.js';
import { configureScanner } from './configure-scanner.js';
import { detectHost } from './detect-host.js';
import { installScanner } from './install-scanner.js';
import { limitConnections } from './limit-connections.js';
import { limitEsmtpExtensions } from './limit-esmtp-extensions.js';
import { moveAxigenListener } from './move-axigen-listener.js';
import { placeLicense } from './place-license.js';
import { restartScanner } from './restart-scanner.js';
import { reviewIpRules } from './review-ip-rules.js';
import { reviewUnscannedPaths } from './review-unscanned-paths.js';
import { sendTestMail } from './send-test-mail.js';
import { setBehaviour } from './set-behaviour.js';
import { setScanThreads } from './set-scan-threads.js';
import { startScanner } from './start-scanner.js';
import { telnetVerify } from './telnet-verify.js';

/** Every step, in the order of the article. */
export const steps: readonly Step[] = [
  detectHost,
  placeLicense,
  installScanner,
  startScanner,
  moveAxigenListener,
  configureScanner,
  restartScanner,
  telnetVerify,
  sendTestMail,
  setBehaviour,
  limitEsmtpExtensions,
  limitConnections,
  setScanThreads,
  closeOpenRelay,
  reviewIpRules,
  reviewUnscannedPaths,
];

/** Steps that are carried out together: one, or the handover of port 25. */
export interface Stage {
  readonly steps: readonly Step[];
  readonly handover: boolean;
  /** Without these there is nothing to do here. */
  readonly restsOn: readonly Step[];
}

/**
 * The order in which setup goes: the article's, but what closes a hole that the handover would open goes in
 * with it, first, and is shown again at its own place.
 */
export const stages: readonly Stage[] = [
  single(detectHost),
  single(placeLicense),
  single(installScanner),
  single(startScanner, [installScanner]),
  {
    steps: [closeOpenRelay, limitEsmtpExtensions, moveAxigenListener, configureScanner, restartScanner],
    handover: true,
    restsOn: [installScanner, startScanner],
  },
  single(telnetVerify, [configureScanner, restartScanner]),
  single(sendTestMail, [configureScanner, restartScanner]),
  single(setBehaviour, [installScanner]),
  single(limitEsmtpExtensions),
  single(limitConnections),
  single(setScanThreads, [installScanner]),
  single(closeOpenRelay),
  single(reviewIpRules),
  single(reviewUnscannedPaths),
];

function single(step: Step, restsOn: readonly Step[] = []): Stage {
  return { steps: [step], handover: false, restsOn };
}
