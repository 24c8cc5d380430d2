import { type Destination, readDestination } from '../destination.js';

/** ProxyJump: `a,user@b:2222,ssh://c`, the nearest to us first. A clause when it cannot be read. */
export function readJumps(text: string): readonly Destination[] | string {
  const jumps: Destination[] = [];
  for (const word of text.split(',')) {
    const jump = readDestination(word);
    if (typeof jump === 'string') return `ProxyJump "${text}" cannot be read: ${jump}`;
    jumps.push(jump);
  }
  return jumps;
}
