import type { Finding } from '../../src/model/finding.js';
import type { Service } from '../../src/model/service.js';
import type { Situation, Step } from '../../src/model/step.js';
import type { Scanner } from '../../src/products/scanner.js';
import { scannerReadings } from '../../src/products/scanner-readings.js';
import { listed, nameOf, restartCommand } from '../../src/products/service-words.js';
import { findingOf } from '../finding-of.js';

/** The scanner's services that started before its configuration file was changed. */
export function servicesToRestart(scanner: Scanner, facts: Situation['facts']): readonly Service[] {
  return scannerReadings(scanner, facts).flatMap(({ service, reading }) =>
    reading.kind === 'owed' ? [service] : [],
  );
}

/** Whether what runs is what is configured: judged by the times of the file and of the processes. */
export function restartOwed(
  step: Pick<Step, 'id' | 'passage'>,
  scanner: Scanner,
  facts: Situation['facts'],
): Finding {
  const id = `${scanner.findings}-RESTART` as const;
  const services = scanner.services(facts);
  const configFile = scanner.configFile(facts);
  const rest = {
    wanted: `${listed(services.map(nameOf))} ${services.length === 1 ? 'has' : 'have'} started since ${scanner.configName} was last changed`,
    ...(configFile.state === 'present' ? { where: configFile.value.path } : {}),
    why: `${services.length === 1 ? 'It reads it only when it starts' : 'They read it only when they start'}: what was changed since then does not count yet.`,
    aspect: 'running',
  } as const;
  const all = scannerReadings(scanner, facts);
  const owed = all.flatMap(({ service, reading }) =>
    reading.kind === 'owed'
      ? [
          `${nameOf(service)} runs since ${atTime(reading.startedAt)}, the file was changed ${atTime(reading.changedAt)}`,
        ]
      : [],
  );
  if (owed.length > 0) {
    return findingOf(step, id, 'drift', {
      ...rest,
      found: owed.join('; '),
      remedy: restartCommand(services),
    });
  }
  const untold = all.flatMap(({ reading }) => (reading.kind === 'untold' ? [reading.reason] : []));
  if (untold.length === 0)
    return findingOf(step, id, 'ok', { ...rest, found: services.length === 2 ? 'both have' : 'it has' });
  return findingOf(step, id, 'not-applicable', {
    ...rest,
    found: `cannot be told: ${[...new Set(untold)].join('; ')}`,
  });
}

/** In UTC, as the zone of the server's clock is not known here. */
function atTime(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
