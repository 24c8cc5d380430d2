/** The fourth word is the version, as in the real program's answer to --version (facts 5). */
export function versionLine(version: string): string {
  return `AXIGEN Mail Server ${version} (stand-in of gateway-setup's lab)`;
}
