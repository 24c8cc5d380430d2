import type { EditFile } from '../src/model/change.js';
import type { AxigenConfig } from '../src/products/axigen/config.js';
import { axigenService } from '../src/products/axigen/product.js';
import type { AxigenFacts } from '../src/products/host-facts.js';
import { editFile } from './edit-file.js';

/**
 * The change that edits axigen.cfg, or none when nothing would differ, or there is no SMTP-In object to edit.
 * AXIGEN is stopped meanwhile: it writes this file itself when somebody saves the configuration (facts:
 * axigen 1, KB159 procedure). @throws UserError when the file cannot be replaced.
 */
export function editAxigenConfig(
  { config, configFile }: AxigenFacts,
  summary: string,
  edit: (config: AxigenConfig) => Uint8Array,
  readyPort?: number,
): readonly EditFile[] {
  if (config.state !== 'present' || config.value.smtp === undefined) return [];
  return editFile(configFile, edit(config.value), {
    summary,
    readers: [axigenService],
    whileStopped: true,
    ...(readyPort === undefined ? {} : { readyPort }),
  });
}
