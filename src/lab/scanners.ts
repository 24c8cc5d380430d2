import type { DistroId } from './distros.js';

/** The scanners whose stand-ins the lab has: one article each. */
export const labScanners = ['nod32', 'imss'] as const;
export type LabScanner = (typeof labScanners)[number];

interface ScannerFacts {
  readonly title: string;
  /** The distribution of its article that a lab wears unless another is asked for. */
  readonly usualDistro: DistroId;
  /** Those that its programs and AXIGEN hold at one time or another. */
  readonly ports: readonly number[];
}

export const scannerFacts: Readonly<Record<LabScanner, ScannerFacts>> = {
  nod32: { title: 'NOD32', usualDistro: 'fedora-core-5', ports: [25, 110, 2525, 2526, 7000] },
  imss: { title: 'IMSS', usualDistro: 'rhel-3', ports: [25, 110, 7000, 8445, 10024, 10025, 10026, 10110] },
};

export function findScanner(id: string): LabScanner | undefined {
  return labScanners.find((scanner) => scanner === id);
}
