import type { ScannerId } from '../src/model/scanner-id.js';
import type { Step } from '../src/model/step.js';
import type { StepId } from '../src/model/step-id.js';
import type { Scanner } from '../src/products/scanner.js';
import { scanners } from '../src/products/scanners.js';
import { closeOpenRelay } from './close-open-relay.js';
import { configureScanner } from './configure-scanner.js';
import { detectHost } from './detect-host.js';
import { installScanner } from './install-scanner.js';
import { limitConnections } from './limit-connections.js';
import { limitEsmtpExtensions } from './limit-esmtp-extensions.js';
import { moveAxigenListener } from './move-axigen-listener.js';
import { offerAuth } from './offer-auth.js';
import { placeLicense } from './place-license.js';
import { restartScanner } from './restart-scanner.js';
import { reviewIpRules } from './review-ip-rules.js';
import { reviewUnscannedPaths } from './review-unscanned-paths.js';
import { sendTestMail } from './send-test-mail.js';
import { setBehaviour } from './set-behaviour.js';
import { setNotifications } from './set-notifications.js';
import { setScanThreads } from './set-scan-threads.js';
import { startScanner } from './start-scanner.js';
import { telnetVerify } from './telnet-verify.js';

/** The steps of both articles, in the order of DESIGN's table; each scanner has those that its own article has. */
const makers: Readonly<Record<StepId, (scanner: Scanner) => Step>> = {
  'detect-host': detectHost,
  'place-license': () => placeLicense,
  'install-scanner': installScanner,
  'start-scanner': startScanner,
  'move-axigen-listener': moveAxigenListener,
  'configure-scanner': configureScanner,
  'restart-scanner': restartScanner,
  'telnet-verify': telnetVerify,
  'send-test-mail': sendTestMail,
  'set-behaviour': () => setBehaviour,
  'set-notifications': () => setNotifications,
  'limit-esmtp-extensions': limitEsmtpExtensions,
  'offer-auth': () => offerAuth,
  'limit-connections': limitConnections,
  'set-scan-threads': () => setScanThreads,
  'close-open-relay': closeOpenRelay,
  'review-ip-rules': reviewIpRules,
  'review-unscanned-paths': reviewUnscannedPaths,
};

/** Steps that are carried out together: one, or the handover of port 25. */
export interface Stage {
  readonly steps: readonly Step[];
  readonly handover: boolean;
  /** Without these there is nothing to do here. */
  readonly restsOn: readonly Step[];
}

/** A stage by the ids of its steps. */
interface Row {
  readonly steps: readonly [StepId, ...StepId[]];
  readonly restsOn?: readonly StepId[];
}

const installed = ['install-scanner'] as const;
const inFront = ['configure-scanner', 'restart-scanner'] as const;

/**
 * The order in which setup goes: the article's, but what closes a hole that the handover would open goes in with it, first,
 * and is shown again at its own place.
 */
const rows: Readonly<Record<ScannerId, readonly Row[]>> = {
  nod32: [
    { steps: ['detect-host'] },
    { steps: ['place-license'] },
    { steps: ['install-scanner'] },
    { steps: ['start-scanner'], restsOn: installed },
    {
      steps: [
        'close-open-relay',
        'limit-esmtp-extensions',
        'move-axigen-listener',
        'configure-scanner',
        'restart-scanner',
      ],
      restsOn: ['install-scanner', 'start-scanner'],
    },
    { steps: ['telnet-verify'], restsOn: inFront },
    { steps: ['send-test-mail'], restsOn: inFront },
    { steps: ['set-behaviour'], restsOn: installed },
    { steps: ['limit-esmtp-extensions'] },
    { steps: ['limit-connections'] },
    { steps: ['set-scan-threads'], restsOn: installed },
    { steps: ['close-open-relay'] },
    { steps: ['review-ip-rules'] },
    { steps: ['review-unscanned-paths'] },
  ],
  imss: [
    { steps: ['detect-host'] },
    { steps: ['install-scanner'] },
    { steps: ['start-scanner'], restsOn: installed },
    {
      steps: ['close-open-relay', 'move-axigen-listener', 'configure-scanner', 'restart-scanner'],
      restsOn: ['install-scanner', 'start-scanner'],
    },
    { steps: ['telnet-verify'], restsOn: inFront },
    { steps: ['send-test-mail'], restsOn: inFront },
    { steps: ['set-notifications'], restsOn: installed },
    { steps: ['limit-esmtp-extensions'] },
    { steps: ['offer-auth'], restsOn: installed },
    { steps: ['limit-connections'] },
    { steps: ['close-open-relay'] },
    { steps: ['review-ip-rules'] },
    { steps: ['review-unscanned-paths'] },
  ],
};

interface Walk {
  readonly steps: readonly Step[];
  readonly stages: readonly Stage[];
}

function walkOf(id: ScannerId): Walk {
  const named = new Set(rows[id].flatMap(({ steps }) => steps));
  const made = (Object.keys(makers) as StepId[])
    .filter((step) => named.has(step))
    .map((step) => [step, makers[step](scanners[id])] as const);
  const byId = new Map(made);
  const those = (ids: readonly StepId[]) => ids.flatMap((step) => byId.get(step) ?? []);
  return {
    steps: made.map(([, step]) => step),
    stages: rows[id].map(({ steps, restsOn = [] }) => ({
      steps: those(steps),
      handover: steps.length > 1,
      restsOn: those(restsOn),
    })),
  };
}

const walks: Readonly<Record<ScannerId, Walk>> = { nod32: walkOf('nod32'), imss: walkOf('imss') };

/** Every step of a scanner's article, in its order. */
export function stepsOf({ scanner }: { readonly scanner: ScannerId }): readonly Step[] {
  return walks[scanner].steps;
}

/** The order in which setup goes through them. */
export function stagesOf({ scanner }: { readonly scanner: ScannerId }): readonly Stage[] {
  return walks[scanner].stages;
}

/** A step as each of the scanners has it that have it at all. Its title is the same for all of them. */
export function stepNamed(id: StepId): readonly Step[] {
  return Object.values(walks).flatMap(({ steps }) => steps.filter((one) => one.id === id));
}
