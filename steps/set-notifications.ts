import type { Finding } from '../src/model/finding.js';
import type { Probe } from '../src/model/probe.js';
import type { Situation, Step } from '../src/model/step.js';
import { imss } from '../src/products/imss/product.js';
import { imssScanner } from '../src/products/imss/scanner.js';
import { reachIfListening } from './closed-to-outside.js';
import { findingOf } from './finding-of.js';
import { outsideProbes } from './from-outside.js';
import { imssArticle } from './passages.js';
import { consoleFromOutside } from './set-notifications/from-outside.js';
import { administratorProbe, judgeAdministrator } from './set-notifications/judge-administrator.js';
import { judgeConsole, judgeExposure } from './set-notifications/judge-console.js';
import { judgeNotifications } from './set-notifications/judge-notifications.js';

const step = { id: 'set-notifications', passage: imssArticle('Configuring IMSS policies 1') } as const;

/** Walks the operator through the console of IMSS: what its forms send is not known, so nothing is changed from here. */
export const setNotifications: Step = {
  ...step,
  title: 'Set up the notifications',
  says: 'In the console of IMSS, https://<server_ip>:8445/IMSS.html, the administrator\u2019s email address becomes a valid mailbox on this AXIGEN: Configuration, Event Monitoring, Notification Settings, save, Apply now. By default the console has no password, so set one. What happens to viruses and spam is decided by the policies in the Policy Manager, which go by the addresses of senders and recipients. When a filter of a policy finds something, its actions follow: delivery of the original or of a modified message, notifications, archiving. Policies and actions are left to you and to the IMSS manual.',
  skipMeans: 'Nobody is told what IMSS finds, and nobody has looked who can reach its console.',
  settings: ['administrator'],
  assess,
  changes: () => [],
  probes,
};

function assess(situation: Situation): readonly Finding[] {
  if (!imssScanner.isInstalled(situation.facts)) {
    return [
      findingOf(step, 'IMSS-CONSOLE', 'not-applicable', {
        wanted: 'the console of IMSS answers',
        found: 'asked once IMSS is installed',
        why: 'Policies and notifications of IMSS are set there, and nowhere else.',
      }),
    ];
  }
  return [
    judgeConsole(step, situation),
    judgeExposure(step, situation),
    ...consoleFromOutside(step, situation),
    judgeAdministrator(step, situation),
    judgeNotifications(step, situation),
  ];
}

/** The operator comes last, with a console that is not known to be closed. */
function probes(situation: Situation): readonly Probe[] {
  if (!imssScanner.isInstalled(situation.facts)) return [];
  const { port } = imss.console;
  return [
    { kind: 'console', port },
    ...administratorProbe(situation),
    ...outsideProbes(situation, ...reachIfListening(situation.facts, port)),
    ...(situation.evidence.console?.kind === 'refused' ? [] : [{ kind: 'notifications' } as const]),
  ];
}
