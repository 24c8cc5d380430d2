import type { Finding } from '../../src/model/finding.js';
import type { Service } from '../../src/model/service.js';
import type { Situation, Step } from '../../src/model/step.js';
import { readingOf } from '../../src/products/host/restart-owed.js';
import { nod32Daemon, nod32Smtp } from '../../src/products/nod32/product.js';
import { findingOf } from '../finding-of.js';

const id = 'NOD32-RESTART';

/** The scanner's services that started before nod32.cfg was changed. */
export function servicesToRestart(facts: Situation['facts']): readonly Service[] {
  return readings(facts).flatMap(({ service, reading }) => (reading.kind === 'owed' ? [service] : []));
}

function readings(facts: Situation['facts']) {
  return [nod32Daemon, nod32Smtp].map((service) => ({
    service,
    reading: readingOf(service, facts.nod32.configFile, facts),
  }));
}

/** Whether what runs is what is configured: judged by the times of the file and of the processes. */
export function restartOwed(step: Pick<Step, 'id' | 'passage'>, facts: Situation['facts']): Finding {
  const { configFile } = facts.nod32;
  const rest = {
    wanted: 'nod32d and nod32smtp have started since nod32.cfg was last changed',
    ...(configFile.state === 'present' ? { where: configFile.value.path } : {}),
    why: 'They read it only when they start: what was changed since then does not count yet.',
    aspect: 'running',
  } as const;
  const all = readings(facts);
  const owed = all.flatMap(({ service, reading }) =>
    reading.kind === 'owed'
      ? [
          `${service.process} runs since ${atTime(reading.startedAt)}, the file was changed ${atTime(reading.changedAt)}`,
        ]
      : [],
  );
  if (owed.length > 0) {
    return findingOf(step, id, 'drift', {
      ...rest,
      found: owed.join('; '),
      remedy: `${nod32Daemon.script} restart && ${nod32Smtp.script} restart`,
    });
  }
  const untold = all.flatMap(({ reading }) => (reading.kind === 'untold' ? [reading.reason] : []));
  if (untold.length === 0) return findingOf(step, id, 'ok', { ...rest, found: 'both have' });
  return findingOf(step, id, 'not-applicable', {
    ...rest,
    found: `cannot be told: ${[...new Set(untold)].join('; ')}`,
  });
}

/** In UTC, as the zone of the server's clock is not known here. */
function atTime(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
