import type { Answers } from '../src/model/answers.js';
import type { AxigenOperation } from '../src/model/axigen-operation.js';
import type { Change } from '../src/model/change.js';
import type { Finding } from '../src/model/finding.js';
import type { Situation, Step } from '../src/model/step.js';
import type { ListenerConfig } from '../src/products/axigen/config.js';
import type { Scanner } from '../src/products/scanner.js';
import { backendAddress } from '../src/products/scanners.js';
import { configureAxigen } from './configure-axigen.js';
import { assessDriver } from './move-axigen-listener/assess-driver.js';
import { assessListeners, oneListener } from './move-axigen-listener/assess-listeners.js';
import { assessLive } from './move-axigen-listener/assess-live.js';
import { assessRestart } from './move-axigen-listener/assess-restart.js';
import { assessSaved, unsaved } from './move-axigen-listener/assess-saved.js';
import { axigenFromOutside, axigenOutsideProbes } from './move-axigen-listener/from-outside.js';
import { keptListener, nameOfListener, removedListeners } from './move-axigen-listener/kept-listener.js';
import { assessServiceLimits, serviceLimitsOperations } from './move-axigen-listener/service-limits.js';
import { isAsWanted, newListenerSettings, wantedSettings } from './move-axigen-listener/settings.js';
import { notReadable } from './not-readable.js';
import { articleOf } from './passages.js';
import { restartAxigen, runsUnsaved } from './restart-axigen.js';

type ThisStep = Pick<Step, 'id' | 'passage'>;

/** Moves AXIGEN's SMTP listener from port 25 to where the scanner hands mail on. */
export function moveAxigenListener(scanner: Scanner): Step {
  const step = { id: 'move-axigen-listener', passage: articleOf(scanner, 'Interconnecting 1') } as const;
  return {
    ...step,
    title: 'Move AXIGEN\u2019s SMTP listener',
    says: `AXIGEN gives up port 25: its one and only SMTP listener is ${backendAddress({ scanner: scanner.id })}, enabled, with maxIntervalConnections 0, peerMaxConnections 200 and peerMaxIntervalConnections 0. Later versions have such limits of the whole service as well, which are raised likewise.`,
    skipMeans: 'AXIGEN keeps port 25, so the scanner cannot take it and no mail is scanned.',
    assess: (situation) => assess(step, situation),
    changes: (situation) => changes(step, situation),
    probes: axigenOutsideProbes,
  };
}

function assess(step: ThisStep, situation: Situation): readonly Finding[] {
  const { facts, answers } = situation;
  const { config } = facts.axigen;
  if (config.state !== 'present')
    return [
      notReadable(step, 'AXIGEN-LISTENER-ADDRESS', config, oneListener(answers)),
      ...axigenFromOutside(step, situation),
    ];
  const listeners = config.value.listeners ?? [];
  const backend = backendAddress(answers);
  const configured = listeners.some(({ address }) => address === backend);
  return [
    assessDriver(step, situation),
    ...assessListeners(step, listeners, answers),
    ...assessServiceLimits(step, config.value, situation),
    ...(configured ? [assessLive(step, situation)] : []),
    assessRestart(step, situation),
    assessSaved(step, situation),
    ...axigenFromOutside(step, situation),
  ];
}

/**
 * A restart that AXIGEN owes comes first: what is changed while it runs must be changed in what the file says. Where the
 * file is edited AXIGEN is stopped for that, and reads it when it starts.
 */
function changes(step: ThisStep, situation: Situation): readonly Change[] {
  const { config } = situation.facts.axigen;
  if (config.state !== 'present' || config.value.smtp === undefined) return [];
  const { listeners = [] } = config.value;
  const backend = backendAddress(situation.answers);
  const removed = removedListeners(listeners, backend).map(nameOfListener);
  const configured = configureAxigen(
    situation,
    `Make ${backend} AXIGEN\u2019s only SMTP listener${removed.length === 0 ? '' : `; remove ${removed.join(', ')}`}`,
    [...operations(listeners, situation.answers), ...serviceLimitsOperations(config.value)],
  );
  const [first] = configured;
  if (first?.kind === 'edit-file' || first?.kind === 'service') return configured;
  const why = (unsaved(situation) ?? []).length > 0 ? runsUnsaved : undefined;
  return [...(owesRestart(step, situation, configured) ? restartAxigen(situation, why) : []), ...configured];
}

/** Where it listens is no sign of that while its file has yet to say where. */
function owesRestart(step: ThisStep, situation: Situation, configured: readonly Change[]): boolean {
  const open = [
    assessRestart(step, situation),
    assessSaved(step, situation),
    ...(configured.length === 0 ? [assessLive(step, situation)] : []),
  ];
  return open.some(
    ({ id, verdict }) => verdict === 'drift' || (id === 'AXIGEN-RESTART' && verdict === 'unknown'),
  );
}

/** One listener, with the settings of the article; the one that is kept keeps its other settings. */
function operations(listeners: readonly ListenerConfig[], answers: Answers): readonly AxigenOperation[] {
  const backend = backendAddress(answers);
  const keep = keptListener(listeners, backend);
  const kept = listeners[keep];
  if (kept === undefined) {
    const settings = newListenerSettings(answers).map(({ name, value }) => [name, value] as const);
    return [{ kind: 'add-listener', address: backend, settings }];
  }
  const wrong = wantedSettings(answers).filter((one) => !isAsWanted(one, kept, answers));
  const removed = listeners.flatMap(({ address }, index) =>
    index === keep ? [] : [{ kind: 'remove-listener' as const, index, address }],
  );
  return [
    {
      kind: 'change-listener',
      index: keep,
      address: kept.address,
      newAddress: backend,
      settings: wrong.map(({ name, value }) => [name, value] as const),
    },
    // From the last to the first: what is cut out of the file then leaves the places before it alone.
    ...removed.reverse(),
  ];
}
