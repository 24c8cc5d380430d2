/** Where the journal lives on the target. */
export const stateFolder = '/var/lib/gateway-setup';
export const runsFolder = `${stateFolder}/runs`;
export const lockFile = `${stateFolder}/lock`;

/** `2026-11-21T220501Z-nod32`: sorts by time, and says which gateway. */
export function runId(now: Date, gateway: string): string {
  return `${now.toISOString().slice(0, 19).replace(/:/g, '')}Z-${gateway}`;
}

/** The gateway that the run was about. */
export function gatewayOf(id: string): string {
  return id.slice(id.indexOf('Z-') + 2);
}

export function runFolder(id: string): string {
  return `${runsFolder}/${id}`;
}

/** Change numbers as they stand in file names: 001, 002, ... */
export function padded(number: number): string {
  return String(number).padStart(3, '0');
}
