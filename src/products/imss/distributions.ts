/** The platforms of the article (AXIGEN + IMSS, Prerequisites), as ids of `readRelease`. */
export const imssDistributions: ReadonlySet<string> = new Set(['rhel-3', 'suse-9.0']);
