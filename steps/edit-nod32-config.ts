import { checkIniReadBack, type IniDocument, printIni } from '../src/documents/ini/index.js';
import type { EditFile } from '../src/model/change.js';
import type { Nod32Facts } from '../src/products/host-facts.js';
import { nod32Daemon, nod32Smtp } from '../src/products/nod32/product.js';
import { editFile } from './edit-file.js';

export interface Nod32Edit {
  readonly section: string;
  readonly key: string;
  readonly value: string;
}

/** The change that writes `document`, in which these options were set, as nod32.cfg; none when nothing differs. */
export function editNod32Config(
  { configFile }: Nod32Facts,
  document: IniDocument,
  edits: readonly Nod32Edit[],
): readonly EditFile[] {
  if (edits.length === 0) return [];
  const after = printIni(document);
  checkIniReadBack(after, edits);
  const file = configFile.state === 'present' ? configFile.value.path : 'nod32.cfg';
  return editFile(configFile, after, {
    summary: `Set ${edits.map(({ key }) => key).join(' and ')} in ${file}`,
    readers: [nod32Daemon, nod32Smtp],
    whileStopped: false,
  });
}
