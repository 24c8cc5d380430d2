import type { EditFile } from '../src/model/change.js';
import { type AxigenConfig, readAxigenConfig } from '../src/products/axigen/config.js';
import { axigen, axigenService } from '../src/products/axigen/product.js';
import type { AxigenFacts } from '../src/products/host-facts.js';
import { editFile } from './edit-file.js';
import { readyAgain } from './restart-axigen.js';

/**
 * The change that edits axigen.cfg, or none when nothing would differ, or there is no SMTP-In object to edit.
 * AXIGEN is stopped meanwhile: it writes this file itself when somebody saves the configuration (facts:
 * axigen 1, KB159 procedure). @throws UserError when the file cannot be replaced.
 */
export function editAxigenConfig(
  { config, configFile }: AxigenFacts,
  summary: string,
  edit: (config: AxigenConfig) => Uint8Array,
): readonly EditFile[] {
  if (config.state !== 'present' || config.value.smtp === undefined) return [];
  const after = edit(config.value);
  return editFile(configFile, after, {
    summary,
    readers: [axigenService],
    whileStopped: true,
    ...readyAgain({ state: 'present', value: readAxigenConfig(after, axigen.configFile) }),
  });
}
