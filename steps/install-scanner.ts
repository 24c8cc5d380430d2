import type { ScannerId } from '../src/model/scanner-id.js';
import type { Step } from '../src/model/step.js';
import type { Scanner } from '../src/products/scanner.js';
import { imssInstaller } from './install-scanner/imss-installer.js';
import { nod32Package } from './install-scanner/nod32-package.js';
import type { StepPart } from './step-part.js';

const parts: Readonly<Record<ScannerId, StepPart>> = { nod32: nod32Package, imss: imssInstaller };

/** Installs the scanner in the way of its vendor. */
export function installScanner({ id }: Pick<Scanner, 'id'>): Step {
  return { id: 'install-scanner', title: 'Install the scanner', ...parts[id] };
}
