import type { PolicyVariables } from '../policy/run.js';
import type { Generation } from '../stand-in-profile.js';

/** How the server calls itself: 1.2 as the article prints it, X as it was seen (facts 6). */
export function serverName(generation: Generation): string {
  return generation === '1.2' ? 'AXIGEN' : 'Axigen';
}

/** The lines of the greeting. On X the policy may set other words. */
export function banner(generation: Generation, host: string, variables: PolicyVariables): string[] {
  const own = generation === '10' ? variables.get('smtpgreeting') : undefined;
  const text = own ?? `${host} ${generation === '1.2' ? 'AXIGEN SMTP' : 'Axigen ESMTP'} ready`;
  const lines = text.trimEnd().split(/\r?\n/);
  return lines.map((line, index) => `220${index === lines.length - 1 ? ' ' : '-'}${line}`);
}
