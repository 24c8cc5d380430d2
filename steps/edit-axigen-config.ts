import type { EditFile } from '../src/model/change.js';
import type { AxigenConfig } from '../src/products/axigen/config.js';
import { axigenService } from '../src/products/axigen/product.js';
import type { AxigenFacts } from '../src/products/host-facts.js';

/**
 * The change that edits axigen.cfg, or none when nothing would differ. AXIGEN is stopped meanwhile: it
 * writes this file itself when somebody saves the configuration (facts: axigen 1, KB159 procedure).
 */
export function editAxigenConfig(
  { config, configFile }: AxigenFacts,
  summary: string,
  edit: (config: AxigenConfig) => Uint8Array,
  readyPort?: number,
): readonly EditFile[] {
  if (config.state !== 'present' || configFile.state !== 'present' || configFile.value.bytes === undefined)
    return [];
  const before = configFile.value.bytes;
  const after = edit(config.value);
  if (Buffer.compare(before, after) === 0) return [];
  return [
    {
      kind: 'edit-file',
      summary,
      path: configFile.value.path,
      before,
      after,
      readers: [axigenService],
      whileStopped: true,
      ...(readyPort === undefined ? {} : { readyPort }),
    },
  ];
}
