/** The scanners that can go in front of AXIGEN: one article each. */
export const scannerIds = ['nod32', 'imss'] as const;

export type ScannerId = (typeof scannerIds)[number];

export function isScannerId(text: string): text is ScannerId {
  return (scannerIds as readonly string[]).includes(text);
}
