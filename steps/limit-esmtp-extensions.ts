import {
  addCfgObject,
  addCfgSet,
  type CfgDocument,
  printAxigenCfg,
  setCfgAttribute,
} from '../src/documents/axigen-cfg/index.js';
import type { Change } from '../src/model/change.js';
import type { Finding } from '../src/model/finding.js';
import type { Situation, Step } from '../src/model/step.js';
import type { AxigenConfig } from '../src/products/axigen/config.js';
import { nod32 } from '../src/products/nod32/product.js';
import { scannerOwnsPort25 } from '../src/products/scanner-facts.js';
import { editAxigenConfig } from './edit-axigen-config.js';
import {
  assessClients,
  isOff,
  ownDefault,
  replacesDefault,
  replacingPriority,
  switches,
} from './limit-esmtp-extensions/clients.js';
import { isOffered, judgeOffered } from './limit-esmtp-extensions/judge-offered.js';
import { notReadable } from './not-readable.js';
import { nod32Article } from './passages.js';
import { restartAxigen } from './restart-axigen.js';

/** Tells AXIGEN not to offer STARTTLS and BINARYMIME. */
export const limitEsmtpExtensions: Step = {
  id: 'limit-esmtp-extensions',
  title: 'Stop offering STARTTLS and BINARYMIME',
  passage: nod32Article('Tweaking 1'),
  says: `NOD32 passes on every ESMTP extension that AXIGEN offers, but supports neither TLS nor BINARYMIME. Add a client with priority ${replacingPriority} and the patterns * that switches both off, and switch them off in every other client. This client is then the default for everybody: make sure that its other options (maxRCPTCount, maxDataSize, ...) are as you want them.`,
  skipMeans: 'Senders that try STARTTLS cannot deliver, and messages sent with BINARYMIME are not scanned.',
  settings: ['max-rcpt-count', 'max-data-size'],
  tweak: true,
  broughtForward:
    'as soon as NOD32 owns port 25, a sender that tries STARTTLS fails and its mail is not delivered',
  assess: (situation) => [...inFile(situation), ...judgeOffered(limitEsmtpExtensions, situation)],
  changes,
  probes: ({ facts }) => (scannerOwnsPort25(facts) ? [{ kind: 'ehlo', port: nod32.wanted.listenPort }] : []),
};

function inFile({ facts }: Situation): readonly Finding[] {
  const { config } = facts.axigen;
  if (config.state !== 'present')
    return [notReadable(limitEsmtpExtensions, 'AXIGEN-DEFAULT-CLIENT', config, ownDefault)];
  return assessClients(limitEsmtpExtensions, config.value.clients ?? []);
}

/** Where the file is right already but both are offered all the same, the restart that AXIGEN owes. */
function changes(situation: Situation): readonly Change[] {
  const { config } = situation.facts.axigen;
  if (config.state !== 'present' || config.value.smtp === undefined) return [];
  const edits = editAxigenConfig(
    situation.facts.axigen,
    'Switch STARTTLS and BINARYMIME off for all SMTP clients',
    edit,
  );
  if (edits.length > 0) return edits;
  return isOffered(situation) ? restartAxigen(situation) : [];
}

function edit(config: AxigenConfig): Uint8Array {
  const { smtp = [], clients } = config;
  let document: CfgDocument = config.document;
  if (clients === undefined) document = addCfgSet(document, smtp, 'clients');
  (clients ?? []).forEach((client, index) => {
    for (const name of switches) {
      if (!isOff(client, name)) document = setCfgAttribute(document, [...smtp, 'clients', index], name, 'no');
    }
  });
  if (!(clients ?? []).some(replacesDefault)) {
    document = addCfgObject(
      document,
      [...smtp, 'clients'],
      [
        ['priority', String(replacingPriority)],
        ['patternIn', '*'],
        ['patternOut', '*'],
        ...switches.map((name) => [name, 'no'] as const),
      ],
    );
  }
  return printAxigenCfg(document);
}
