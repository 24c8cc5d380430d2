import type { Change } from '../../src/model/change.js';
import type { Finding } from '../../src/model/finding.js';
import type { Situation } from '../../src/model/step.js';
import type { ImssConfig } from '../../src/products/imss/config.js';
import { imss } from '../../src/products/imss/product.js';
import { readableImssConfig } from '../../src/products/imss/readable-config.js';
import { imssScanner } from '../../src/products/imss/scanner.js';
import { ownsPort25 } from '../../src/products/scanner-facts.js';
import { editImssConfig } from '../edit-imss-config.js';
import { notReadable } from '../not-readable.js';
import type { StepPart } from '../step-part.js';
import { handsOnToAxigen } from './imss/downstream.js';
import { onAllAddresses, onPort25, takesFromAll } from './imss/listening.js';
import { withoutPop3 } from './imss/pop3.js';
import { configureImss, type Wish } from './imss/wish.js';

/** Gives the SMTP proxy of IMSS port 25 on all addresses, in imss.ini. */
export const imssConfig: StepPart = {
  passage: configureImss.passage,
  says: 'In imss.ini, smtp_allow_client_ip in the section [smtp] is commented out with #, so that IMSS takes mail from every address. In the section that has proxy_service=SMTP_SERVICE, often [socket1], proxy_port becomes 25 instead of 10025. proxy_smtp_server_ip becomes 0.0.0.0 instead of 127.0.0.1, wherever it stands. In [pop3], pop3_enable_proxy and pop3_virus_scan become no. The mail server behind IMSS must be AXIGEN\u2019s new listener: that is checked, and set right where the file has another one.',
  skipMeans: 'The scanner stays on its own port and no mail passes through it.',
  settings: ['accept-downstream'],
  assess,
  changes,
};

function assess(situation: Situation): readonly Finding[] {
  const read = readableImssConfig(situation.facts.imss);
  if (read.state !== 'present') {
    return [
      notReadable(configureImss, 'IMSS-PROXY-PORT', read, {
        wanted: `proxy_port=${imss.wanted.listenPort}`,
        where: imss.configName,
        why: 'Mail from other servers comes in on port 25.',
      }),
    ];
  }
  return wishes(read.value.config, read.value.path, situation).map(({ finding }) => finding);
}

function wishes(config: ImssConfig, file: string, situation: Situation): readonly Wish[] {
  return [
    takesFromAll(config, file),
    onPort25(config, file),
    onAllAddresses(config, file, ownsPort25(imssScanner, situation.facts)),
    ...withoutPop3(config, file),
    handsOnToAxigen(config, file, situation),
  ];
}

/** All of them at once, or none: half of them would take mail that goes nowhere. */
function changes(situation: Situation): readonly Change[] {
  const read = readableImssConfig(situation.facts.imss);
  if (read.state !== 'present' || !isEditable(read.value.config)) return [];
  const all = wishes(read.value.config, read.value.path, situation);
  if (all.some(({ finding }) => finding.blocks !== undefined)) return [];
  return editImssConfig(
    situation.facts,
    all.flatMap(({ edit }) => (edit === undefined ? [] : [edit])),
  );
}

/** It is the file that the article describes: what else it may be, install-scanner says (IMSS-CONFIG). */
function isEditable({ hasSmtpSection, smtpSockets: [socket, ...others] }: ImssConfig): boolean {
  return hasSmtpSection && socket !== undefined && socket.doubt === undefined && others.length === 0;
}
