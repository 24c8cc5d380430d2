import type { ScannerId } from '../src/model/scanner-id.js';
import type { Step } from '../src/model/step.js';
import type { Scanner } from '../src/products/scanner.js';
import { filteredByImss } from './limit-esmtp-extensions/filtered-by-imss.js';
import { switchedOffInAxigen } from './limit-esmtp-extensions/in-axigen.js';
import type { StepPart } from './step-part.js';

const parts: Readonly<Record<ScannerId, StepPart>> = { nod32: switchedOffInAxigen, imss: filteredByImss };

/** Sees to it that port 25 offers neither STARTTLS nor BINARYMIME, which no scanner can handle. */
export function limitEsmtpExtensions({ id }: Pick<Scanner, 'id'>): Step {
  return { id: 'limit-esmtp-extensions', title: 'Stop offering STARTTLS and BINARYMIME', ...parts[id] };
}
