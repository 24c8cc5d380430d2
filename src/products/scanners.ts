import type { Answers } from '../model/answers.js';
import type { ScannerId } from '../model/scanner-id.js';
import { imssScanner } from './imss/scanner.js';
import { nod32Scanner } from './nod32/scanner.js';
import type { Scanner } from './scanner.js';

export const scanners: Readonly<Record<ScannerId, Scanner>> = { nod32: nod32Scanner, imss: imssScanner };

/** The one that the operator has chosen. */
export function scannerOf({ scanner }: Pick<Answers, 'scanner'>): Scanner {
  return scanners[scanner];
}

/** Where AXIGEN listens behind the chosen scanner, as axigen.cfg spells it. */
export function backendAddress(answers: Pick<Answers, 'scanner'>): string {
  const { backend } = scannerOf(answers);
  return `${backend.address}:${backend.port}`;
}
