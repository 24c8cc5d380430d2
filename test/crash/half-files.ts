import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { parseJournal } from '../../src/engine/run/journal.js';
import { padded } from '../../src/engine/run/paths.js';
import { type CrashLab, stateFolder } from './crash-lab.js';

/** For each file that a run edits, what may stand in it: as it was, or as one of the changes leaves it. */
export type Allowed = ReadonlyMap<string, ReadonlySet<string>>;

const absent = 'not there';

function stateOf(content: Buffer | undefined): string {
  return content === undefined ? absent : createHash('sha1').update(content).digest('hex');
}

/** From a run that nothing went wrong in, and that still stands. */
export function allowedStates(lab: CrashLab): Allowed {
  const allowed = new Map<string, Set<string>>();
  for (const folder of runFolders(lab)) {
    const journal = lab.read(`${folder}/journal.jsonl`)?.toString('utf8') ?? '';
    for (const { event, change, path } of parseJournal(journal)) {
      if (event !== 'intent' || path === undefined || change === undefined) continue;
      const states = allowed.get(path) ?? new Set([absent]);
      for (const copy of ['before', 'after']) {
        const content = lab.read(`${folder}/files/${padded(change)}.${copy}`);
        if (content !== undefined) states.add(stateOf(content));
      }
      allowed.set(path, states);
    }
  }
  return allowed;
}

/** Files in which something else stands than may: half of something, or a mixture. */
export function halfFiles(lab: CrashLab, allowed: Allowed): readonly string[] {
  return [...allowed].flatMap(([path, states]) => {
    const content = lab.read(path);
    return states.has(stateOf(content))
      ? []
      : [`${path} is neither as before nor as intended (${content?.length} bytes)`];
  });
}

function runFolders(lab: CrashLab): readonly string[] {
  return readdirSync(`${lab.root}${stateFolder}/runs`).map((id) => `${stateFolder}/runs/${id}`);
}
