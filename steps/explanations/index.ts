import type { Explanations } from '../../src/model/explanation.js';
import type { StepId } from '../../src/model/step-id.js';
import { closeOpenRelayExplanations } from './close-open-relay.js';
import { configureScannerExplanations } from './configure-scanner.js';
import { detectHostExplanations } from './detect-host.js';
import {
  axigenFromOutsideExplanations,
  bannerFromOutsideExplanations,
  consoleFromOutsideExplanations,
  relayFromOutsideExplanations,
  startTlsFromOutsideExplanations,
} from './from-outside.js';
import { imssConfigExplanations } from './imss/configure-scanner.js';
import { imssInstallExplanations } from './imss/install-scanner.js';
import { offerAuthExplanations } from './imss/offer-auth.js';
import { imssRestartExplanations } from './imss/restart-scanner.js';
import { setNotificationsExplanations } from './imss/set-notifications.js';
import { imssStartExplanations } from './imss/start-scanner.js';
import { installScannerExplanations } from './install-scanner.js';
import { limitConnectionsExplanations } from './limit-connections.js';
import { limitEsmtpExtensionsExplanations } from './limit-esmtp-extensions.js';
import { moveAxigenListenerExplanations } from './move-axigen-listener.js';
import { placeLicenseExplanations } from './place-license.js';
import { restartScannerExplanations } from './restart-scanner.js';
import { reviewIpRulesExplanations } from './review-ip-rules.js';
import { reviewUnscannedPathsExplanations } from './review-unscanned-paths.js';
import { sendTestMailExplanations } from './send-test-mail.js';
import { setBehaviourExplanations } from './set-behaviour.js';
import { setScanThreadsExplanations } from './set-scan-threads.js';
import { startScannerExplanations } from './start-scanner.js';
import { telnetVerifyExplanations } from './telnet-verify.js';

const known = {
  'detect-host': detectHostExplanations,
  'place-license': placeLicenseExplanations,
  'install-scanner': { ...installScannerExplanations, ...imssInstallExplanations },
  'start-scanner': { ...startScannerExplanations, ...imssStartExplanations },
  'move-axigen-listener': { ...moveAxigenListenerExplanations, ...axigenFromOutsideExplanations },
  'configure-scanner': { ...configureScannerExplanations, ...imssConfigExplanations },
  'restart-scanner': { ...restartScannerExplanations, ...imssRestartExplanations },
  'telnet-verify': { ...telnetVerifyExplanations, ...bannerFromOutsideExplanations },
  'send-test-mail': sendTestMailExplanations,
  'set-behaviour': setBehaviourExplanations,
  'set-notifications': { ...setNotificationsExplanations, ...consoleFromOutsideExplanations },
  'limit-esmtp-extensions': { ...limitEsmtpExtensionsExplanations, ...startTlsFromOutsideExplanations },
  'offer-auth': offerAuthExplanations,
  'limit-connections': limitConnectionsExplanations,
  'set-scan-threads': setScanThreadsExplanations,
  'close-open-relay': { ...closeOpenRelayExplanations, ...relayFromOutsideExplanations },
  'review-ip-rules': reviewIpRulesExplanations,
  'review-unscanned-paths': reviewUnscannedPathsExplanations,
} satisfies Record<StepId, Explanations>;

type Known = typeof known;

/** The ids of all findings: a step can give none that is not explained here. */
export type FindingId = { [Step in keyof Known]: keyof Known[Step] & string }[keyof Known];

/** Every finding that a step can give, explained, by the step. */
export const explanationsByStep: Readonly<Record<StepId, Explanations>> = known;
