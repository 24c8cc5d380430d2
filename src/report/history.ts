import type { RunHistory } from '../engine/history.js';
import { onHost } from '../text/on-host.js';
import { holderJson } from './holder-json.js';
import { reportJsonText } from './json-text.js';

/** Grows when something that a reader may rely on changes its meaning or goes away (templates/schemas/history-1.schema.json). */
export const historySchemaVersion = 1;

/** The runs on a server, as JSON for programs. */
export function historyJson(target: string, runs: readonly RunHistory[]): string {
  const document = {
    schemaVersion: historySchemaVersion,
    target,
    runs: runs.map(({ summary, by, version, entries }) => ({
      id: summary.id,
      state: summary.state,
      startedAt: summary.startedAt,
      ...(by === undefined ? {} : { by }),
      ...(version === undefined ? {} : { version }),
      steps: summary.steps,
      ...(summary.atWork === undefined ? {} : { atWork: summary.atWork }),
      ...(summary.workedOn === undefined ? {} : { workedOn: holderJson(summary.workedOn) }),
      ...(summary.firesIn === undefined ? {} : { firesInSeconds: summary.firesIn }),
      ...(summary.unwatched === true ? { unwatched: true } : {}),
      ...(summary.undoUnfinished !== undefined ? { undoUnfinished: true } : {}),
      ...(summary.fired === undefined
        ? {}
        : { tookItselfBack: { at: summary.fired.at, outcome: summary.fired.outcome } }),
      ...(summary.damage === undefined
        ? {}
        : {
            damage: {
              what: summary.damage.what,
              rollback: summary.damage.rollback,
              next: onHost(summary.damage.next, target),
            },
          }),
      entries,
    })),
  };
  return `${reportJsonText(document)}\n`;
}
