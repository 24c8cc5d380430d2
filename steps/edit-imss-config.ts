import type { IniDocument } from '../src/documents/ini/index.js';
import type { EditFile } from '../src/model/change.js';
import type { HostFacts } from '../src/products/host-facts.js';
import { editedImssIni, type ImssEdit } from '../src/products/imss/edits.js';
import { imssScanner } from '../src/products/imss/scanner.js';
import { listed } from '../src/products/service-words.js';
import { editFile } from './edit-file.js';

/** One edit of imss.ini, and the keys that it is about. */
export interface NamedEdit {
  readonly keys: readonly string[];
  readonly edit: (document: IniDocument) => ImssEdit;
}

/** The change that makes all these edits in imss.ini at once; none when nothing differs. */
export function editImssConfig(facts: HostFacts, edits: readonly NamedEdit[]): readonly EditFile[] {
  const { config, configFile } = facts.imss;
  if (edits.length === 0 || config.state !== 'present' || configFile.state !== 'present') return [];
  const after = editedImssIni(
    config.value.document,
    edits.map(({ edit }) => edit),
  );
  return editFile(configFile, after, {
    summary: `Change ${listed(edits.flatMap(({ keys }) => keys))} in ${configFile.value.path}`,
    readers: imssScanner.services(facts),
    whileStopped: false,
  });
}
