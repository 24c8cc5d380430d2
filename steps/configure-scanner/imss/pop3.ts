import { type ImssConfig, imssKeys } from '../../../src/products/imss/config.js';
import { setPop3Off } from '../../../src/products/imss/edits.js';
import { imss } from '../../../src/products/imss/product.js';
import type { ImssSetting } from '../../../src/products/imss/setting.js';
import { foundText, mended, placeOf, says, settled, type Wish } from './wish.js';

const { pop3, pop3Proxy, pop3Scan } = imssKeys;
const { pop3: wanted } = imss.wanted;

/** Neither a POP3 proxy nor the scanning of what is fetched through it. */
export function withoutPop3(config: ImssConfig, file: string): readonly Wish[] {
  return [
    off(config, file, {
      id: 'IMSS-POP3-PROXY',
      key: pop3Proxy,
      found: config.pop3Proxy,
      why: 'AXIGEN has a POP3 service of its own, and what lies in its mailboxes has been scanned on its way in.',
    }),
    off(config, file, {
      id: 'IMSS-POP3-SCAN',
      key: pop3Scan,
      found: config.pop3Scan,
      why: 'What lies in the mailboxes has been scanned on its way in: it need not be scanned again for each user.',
    }),
  ];
}

interface Option {
  readonly id: 'IMSS-POP3-PROXY' | 'IMSS-POP3-SCAN';
  readonly key: string;
  readonly found: ImssSetting | undefined;
  readonly why: string;
}

/** What counts where the key is not there is not known, so it is added; a section that is not there is not. */
function off(config: ImssConfig, file: string, { id, key, found, why }: Option): Wish {
  const rest = { wanted: `${key}=${wanted} in [${pop3}]`, why };
  if (!config.hasPop3Section) {
    return settled(id, 'risk', {
      ...rest,
      found: `there is no section [${pop3}]: whether POP3 is scanned, the file does not tell`,
      where: file,
      remedy: `See in the IMSS manual whether this installation scans POP3, and switch it off as it says there. The section is not made here.`,
    });
  }
  if (found !== undefined && says(found, wanted))
    return settled(id, 'ok', { ...rest, found: foundText(found), where: placeOf(found, file) });
  return mended(
    id,
    {
      ...rest,
      found: found === undefined ? 'not set, and its default is not known' : foundText(found),
      where: found === undefined ? file : placeOf(found, file),
      remedy: `Set ${key}=${wanted} in the section [${pop3}].`,
    },
    { keys: [key], edit: (document) => setPop3Off(document, config) },
  );
}
