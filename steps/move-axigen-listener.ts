import type { Answers } from '../src/model/answers.js';
import type { AxigenOperation } from '../src/model/axigen-operation.js';
import type { Change } from '../src/model/change.js';
import type { Finding } from '../src/model/finding.js';
import type { Situation, Step } from '../src/model/step.js';
import type { ListenerConfig } from '../src/products/axigen/config.js';
import { configureAxigen } from './configure-axigen.js';
import { assessDriver } from './move-axigen-listener/assess-driver.js';
import { assessListeners, oneListener } from './move-axigen-listener/assess-listeners.js';
import { assessLive } from './move-axigen-listener/assess-live.js';
import { assessRestart } from './move-axigen-listener/assess-restart.js';
import { assessSaved, unsaved } from './move-axigen-listener/assess-saved.js';
import { keptListener, nameOfListener, removedListeners } from './move-axigen-listener/kept-listener.js';
import { assessServiceLimits, serviceLimitsOperations } from './move-axigen-listener/service-limits.js';
import { isAsWanted, newListenerSettings, wantedSettings } from './move-axigen-listener/settings.js';
import { notReadable } from './not-readable.js';
import { nod32Article } from './passages.js';
import { backendAddress, restartAxigen, runsUnsaved } from './restart-axigen.js';

/** Moves AXIGEN's SMTP listener from port 25 to 127.0.0.1:2525. */
export const moveAxigenListener: Step = {
  id: 'move-axigen-listener',
  title: 'Move AXIGEN\u2019s SMTP listener',
  passage: nod32Article('Interconnecting 1'),
  says: `AXIGEN gives up port 25: its one and only SMTP listener is ${backendAddress}, enabled, with maxIntervalConnections 0, peerMaxConnections 200 and peerMaxIntervalConnections 0. Later versions have such limits of the whole service as well, which are raised likewise.`,
  skipMeans: 'AXIGEN keeps port 25, so the scanner cannot take it and no mail is scanned.',
  assess,
  changes,
};

function assess(situation: Situation): readonly Finding[] {
  const { facts, answers } = situation;
  const { config } = facts.axigen;
  if (config.state !== 'present')
    return [notReadable(moveAxigenListener, 'AXIGEN-LISTENER-ADDRESS', config, oneListener)];
  const listeners = config.value.listeners ?? [];
  const configured = listeners.some(({ address }) => address === backendAddress);
  return [
    assessDriver(moveAxigenListener, situation),
    ...assessListeners(moveAxigenListener, listeners, answers),
    ...assessServiceLimits(moveAxigenListener, config.value, situation),
    ...(configured ? [assessLive(moveAxigenListener, facts.listening)] : []),
    assessRestart(moveAxigenListener, situation),
    assessSaved(moveAxigenListener, situation),
  ];
}

/**
 * A restart that AXIGEN owes comes first: what is changed while it runs must be changed in what the file says. Where the
 * file is edited AXIGEN is stopped for that, and reads it when it starts.
 */
function changes(situation: Situation): readonly Change[] {
  const { config } = situation.facts.axigen;
  if (config.state !== 'present' || config.value.smtp === undefined) return [];
  const { listeners = [] } = config.value;
  const removed = removedListeners(listeners).map(nameOfListener);
  const configured = configureAxigen(
    situation,
    `Make ${backendAddress} AXIGEN\u2019s only SMTP listener${removed.length === 0 ? '' : `; remove ${removed.join(', ')}`}`,
    [...operations(listeners, situation.answers), ...serviceLimitsOperations(config.value)],
  );
  const [first] = configured;
  if (first?.kind === 'edit-file' || first?.kind === 'service') return configured;
  const why = (unsaved(situation) ?? []).length > 0 ? runsUnsaved : undefined;
  return [...(owesRestart(situation, configured) ? restartAxigen(situation, why) : []), ...configured];
}

/** Where it listens is no sign of that while its file has yet to say where. */
function owesRestart(situation: Situation, configured: readonly Change[]): boolean {
  const open = [
    assessRestart(moveAxigenListener, situation),
    assessSaved(moveAxigenListener, situation),
    ...(configured.length === 0 ? [assessLive(moveAxigenListener, situation.facts.listening)] : []),
  ];
  return open.some(
    ({ id, verdict }) => verdict === 'drift' || (id === 'AXIGEN-RESTART' && verdict === 'unknown'),
  );
}

/** One listener, with the settings of the article; the one that is kept keeps its other settings. */
function operations(listeners: readonly ListenerConfig[], answers: Answers): readonly AxigenOperation[] {
  const keep = keptListener(listeners);
  const kept = listeners[keep];
  if (kept === undefined) {
    const settings = newListenerSettings(answers).map(({ name, value }) => [name, value] as const);
    return [{ kind: 'add-listener', address: backendAddress, settings }];
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
      newAddress: backendAddress,
      settings: wrong.map(({ name, value }) => [name, value] as const),
    },
    // From the last to the first: what is cut out of the file then leaves the places before it alone.
    ...removed.reverse(),
  ];
}
