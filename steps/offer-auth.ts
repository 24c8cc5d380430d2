import type { Change } from '../src/model/change.js';
import type { Probe } from '../src/model/probe.js';
import type { Situation, Step } from '../src/model/step.js';
import { appendAuth } from '../src/products/imss/edits.js';
import { imssBackend } from '../src/products/imss/product.js';
import { imssScanner } from '../src/products/imss/scanner.js';
import { publicPort } from '../src/products/public-port.js';
import { ownsPort25 } from '../src/products/scanner-facts.js';
import { editImssConfig } from './edit-imss-config.js';
import { judgeList, listHasAuth, listWithoutAuth } from './offer-auth/judge-list.js';
import { isAuthMissing, isAuthOffered, judgeLive } from './offer-auth/judge-live.js';
import { imssArticle } from './passages.js';
import { restartRunningScanner } from './restart-running-scanner.js';
import { servicesToRestart } from './restart-scanner/restart-owed.js';

const step = { id: 'offer-auth', passage: imssArticle('Tweaking 1') } as const;

/** Lets AUTH through, which IMSS as installed does not offer. */
export const offerAuth: Step = {
  ...step,
  title: 'Offer AUTH',
  says: 'As installed, IMSS does not advertise AUTH, so nobody can log in on port 25. AUTH is added at the end of the list supported_esmtp_cmds in the section [smtp] of imss.ini, and IMSS is restarted. The article prints supported_esmtx_cmds and, in the list, VERFY, most likely for supported_esmtp_cmds and VRFY: the name is taken as the file spells it, and nothing else in the list is touched.',
  skipMeans: 'Users who send their mail through port 25 cannot log in, and so cannot send to other servers.',
  tweak: true,
  assess: (situation) => [
    judgeList(step, situation, isAuthOffered(situation)),
    ...judgeLive(step, situation),
  ],
  changes,
  probes,
};

/** Added to the list and read; or only read, where the list is right and IMSS started before it was. */
function changes(situation: Situation): readonly Change[] {
  const { facts } = situation;
  const list = listWithoutAuth(situation);
  if (list !== undefined) {
    const edit = editImssConfig(facts, [
      { keys: [list.key], edit: (document) => appendAuth(document, list) },
    ]);
    return edit.length === 0 ? [] : [...edit, ...restartRunningScanner(imssScanner, facts)];
  }
  const owed = servicesToRestart(imssScanner, facts).length > 0;
  return listHasAuth(situation) && isAuthMissing(situation) && owed
    ? restartRunningScanner(imssScanner, facts)
    : [];
}

/** AXIGEN is asked as well: IMSS can pass on only what it offers. */
function probes({ facts, answers }: Situation): readonly Probe[] {
  if (!ownsPort25(imssScanner, facts)) return [];
  return [
    { kind: 'ehlo', port: publicPort },
    { kind: 'ehlo', port: imssBackend.port },
    ...(answers.recipient === undefined ? [] : [{ kind: 'auth-relay', port: publicPort } as const]),
  ];
}
