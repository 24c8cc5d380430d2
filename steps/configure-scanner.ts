import type { ScannerId } from '../src/model/scanner-id.js';
import type { Step } from '../src/model/step.js';
import type { Scanner } from '../src/products/scanner.js';
import { imssConfig } from './configure-scanner/imss-config.js';
import { nod32Config } from './configure-scanner/nod32-config.js';
import type { StepPart } from './step-part.js';

const parts: Readonly<Record<ScannerId, StepPart>> = { nod32: nod32Config, imss: imssConfig };

/** Gives the scanner's SMTP proxy port 25 on all addresses, in its own configuration file. */
export function configureScanner({ id }: Pick<Scanner, 'id'>): Step {
  return { id: 'configure-scanner', title: 'Give the scanner port 25', ...parts[id] };
}
