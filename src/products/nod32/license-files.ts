/**
 * The name of a file that nobody placed as a licence: hidden, as editors and the network file system leave
 * them, or one of ours that was cut off while it was written (`NAME.gateway-setup.001`).
 */
export function isLeftBehind(name: string): boolean {
  return name.startsWith('.') || name.includes('.gateway-setup.');
}
