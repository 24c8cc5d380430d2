import { nod32Scanner } from '../../src/products/nod32/scanner.js';
import { closeOpenRelay as closeOpenRelayOf } from '../../steps/close-open-relay.js';
import { configureScanner as configureScannerOf } from '../../steps/configure-scanner.js';
import { detectHost as detectHostOf } from '../../steps/detect-host.js';
import { installScanner as installScannerOf } from '../../steps/install-scanner.js';
import { limitConnections as limitConnectionsOf } from '../../steps/limit-connections.js';
import { limitEsmtpExtensions as limitEsmtpExtensionsOf } from '../../steps/limit-esmtp-extensions.js';
import { moveAxigenListener as moveAxigenListenerOf } from '../../steps/move-axigen-listener.js';
import { restartScanner as restartScannerOf } from '../../steps/restart-scanner.js';
import { reviewIpRules as reviewIpRulesOf } from '../../steps/review-ip-rules.js';
import { reviewUnscannedPaths as reviewUnscannedPathsOf } from '../../steps/review-unscanned-paths.js';
import { sendTestMail as sendTestMailOf } from '../../steps/send-test-mail.js';
import { startScanner as startScannerOf } from '../../steps/start-scanner.js';
import { telnetVerify as telnetVerifyOf } from '../../steps/telnet-verify.js';

/** The steps that both articles have, as NOD32's has them. */
export const closeOpenRelay = closeOpenRelayOf(nod32Scanner);
export const configureScanner = configureScannerOf(nod32Scanner);
export const detectHost = detectHostOf(nod32Scanner);
export const installScanner = installScannerOf(nod32Scanner);
export const limitConnections = limitConnectionsOf(nod32Scanner);
export const limitEsmtpExtensions = limitEsmtpExtensionsOf(nod32Scanner);
export const moveAxigenListener = moveAxigenListenerOf(nod32Scanner);
export const restartScanner = restartScannerOf(nod32Scanner);
export const reviewIpRules = reviewIpRulesOf(nod32Scanner);
export const reviewUnscannedPaths = reviewUnscannedPathsOf(nod32Scanner);
export const sendTestMail = sendTestMailOf(nod32Scanner);
export const startScanner = startScannerOf(nod32Scanner);
export const telnetVerify = telnetVerifyOf(nod32Scanner);
