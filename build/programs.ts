/**
 * What is started by itself, as sources: `src/x/y.ts` becomes `dist/src/x/y.js`, and what it needs of this repository goes
 * into files that it shares with the others.
 */
export const programs = {
  command: 'src/cli/main.ts',
  /** The vendors' programs, and the commands of a server that this machine may not have. */
  standIns: [
    'src/lab/axigen/main.ts',
    'src/lab/imss/main.ts',
    'src/lab/nod32/nod32d.ts',
    'src/lab/nod32/nod32smtp.ts',
    'src/lab/commands/dpkg-deb.ts',
    'src/lab/commands/keeper.ts',
    'src/lab/commands/netstat.ts',
    'src/lab/commands/ps.ts',
    'src/lab/packages/dpkg-standin.ts',
    'src/lab/packages/rpm-standin.ts',
  ],
} as const;

/** Whether a source decides what a lab's server is like, while it is built. The files directly in src/lab/ only command it. */
export function builderSources(path: string): boolean {
  return /^src\/lab\/[^/]+\//.test(path);
}
