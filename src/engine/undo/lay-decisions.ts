import type { Host } from '../../host/host.js';
import { sh } from '../../host/shell.js';
import type { Decision } from './edited.js';
import { cksum } from './seal.js';

/** Lays beside the journal what was decided. NAME.decided comes last: without it the rest means nothing. @throws UserError */
export async function layDecisions(
  host: Host,
  folder: string,
  decisions: readonly Decision[],
): Promise<void> {
  for (const { name, words, foundSince, merged } of decisions) {
    const file = (kind: string) => `${folder}/files/${name}.${kind}`;
    await host.run(sh`rm -f ${['decided', 'found-since', 'merged'].map(file)}`, { shielded: true });
    if (foundSince !== undefined) await host.putFile(file('found-since'), foundSince, { mode: 0o600 });
    if (merged !== undefined) await host.putFile(file('merged'), merged, { mode: 0o600 });
    const sum = merged === undefined ? [] : [cksum(merged)];
    await host.putFile(file('decided'), Buffer.from(`${[...words, ...sum].join(' ')}\n`), { mode: 0o600 });
  }
}
