export const axigenVersion = '1.2.5';

/** The fourth word is the version, as in the real program's answer to --version (facts 5). */
export const versionLine = `AXIGEN Mail Server ${axigenVersion} (stand-in of gateway-setup's lab)`;
