import { sectionLabel } from '../../../src/documents/ini/index.js';
import type { Situation } from '../../../src/model/step.js';
import { axigen } from '../../../src/products/axigen/product.js';
import type { ImssConfig } from '../../../src/products/imss/config.js';
import { type ImssDownstream, isAxigens } from '../../../src/products/imss/downstream.js';
import { setDownstream } from '../../../src/products/imss/edits.js';
import { imssBackend } from '../../../src/products/imss/product.js';
import { imssScanner } from '../../../src/products/imss/scanner.js';
import { publicPort } from '../../../src/products/public-port.js';
import { ownsPort25 } from '../../../src/products/scanner-facts.js';
import { mended, placeOf, settled, type Wish } from './wish.js';

const id = 'IMSS-DOWNSTREAM';
const { address, port } = imssBackend;
const backend = `${address}:${port}`;

/**
 * Where IMSS hands mail on. The keys are not known for sure (facts: scanners-and-hosts 2.3): what the file does not tell, the
 * operator must know, unless it has been seen to work.
 */
export function handsOnToAxigen(
  { downstream, downstreamGuess }: Pick<ImssConfig, 'downstream' | 'downstreamGuess'>,
  file: string,
  situation: Situation,
): Wish {
  if (downstream !== undefined) return toldByFile(downstream, file);
  const untold = { ...wish, where: file };
  if (isSeenToWork(situation)) {
    const found = 'the file does not tell, but AXIGEN greets who connects to IMSS on port 25';
    return settled(id, 'ok', { ...untold, found });
  }
  if (situation.answers.acceptDownstream) {
    const found = `the file does not tell; it is ${backend}, by the operator\u2019s word`;
    return settled(id, 'ok', { ...untold, found });
  }
  return settled(id, 'unknown', {
    ...untold,
    found: `the file does not tell for certain${downstreamGuess === undefined ? '' : `: ${guessed(downstreamGuess)}`}`,
    remedy: `See in the IMSS manual under which name it keeps the mail server behind it, and set it to ${backend}; or, if you know that it is so, give --accept-downstream.`,
    blocks: 'needs-consent',
  });
}

const wish = {
  wanted: `IMSS hands mail on to ${backend}`,
  why: 'That is where AXIGEN listens from now on: an IMSS that hands mail on elsewhere turns everybody away.',
} as const;

/** What nobody knows to be the mail server behind IMSS is not changed. */
function guessed(guess: ImssDownstream): string {
  const { section, line } = guess.addressSetting;
  return `${keysOf(guess).join(' and ')} in ${sectionLabel(section)} (line ${line}), ${guess.address}:${guess.port}, may be something else`;
}

function keysOf({ addressSetting, portSetting }: ImssDownstream): readonly string[] {
  return [...new Set([addressSetting.key, portSetting.key])];
}

function toldByFile(downstream: ImssDownstream, file: string): Wish {
  const { addressSetting } = downstream;
  const keys = keysOf(downstream);
  const rest = {
    ...wish,
    found: `${downstream.address}:${downstream.port} (${keys.join(' and ')})`,
    where: placeOf(addressSetting, file),
  };
  if (isAxigens(downstream)) return settled(id, 'ok', rest);
  return mended(
    id,
    { ...rest, remedy: `Set ${keys.join(' and ')} so that IMSS hands mail on to ${backend}.` },
    { keys, edit: (document) => setDownstream(document, downstream, imssBackend) },
  );
}

/** Through IMSS, which has port 25, AXIGEN was heard. */
function isSeenToWork({ facts, evidence }: Situation): boolean {
  const heard = evidence.banners.get(publicPort);
  if (!ownsPort25(imssScanner, facts) || heard?.kind !== 'answered' || heard.code !== 220) return false;
  const [own = '', ...others] = heard.lines;
  return imssScanner.greeting?.test(own) === true && axigen.banner.test(others.at(-1) ?? '');
}
