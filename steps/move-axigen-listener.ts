import {
  addCfgObject,
  addCfgSet,
  type CfgDocument,
  printAxigenCfg,
  removeCfgObject,
  setCfgAttribute,
} from '../src/documents/axigen-cfg/index.js';
import type { Change } from '../src/model/change.js';
import type { Finding } from '../src/model/finding.js';
import type { Situation, Step } from '../src/model/step.js';
import { type AxigenConfig, listenerSetting } from '../src/products/axigen/config.js';
import { editAxigenConfig } from './edit-axigen-config.js';
import { assessListeners, oneListener } from './move-axigen-listener/assess-listeners.js';
import { assessLive } from './move-axigen-listener/assess-live.js';
import { keptListener, nameOfListener, removedListeners } from './move-axigen-listener/kept-listener.js';
import { articleSettings, wantedSettings } from './move-axigen-listener/settings.js';
import { notReadable } from './not-readable.js';
import { nod32Article } from './passages.js';
import { backendAddress, restartAxigen } from './restart-axigen.js';

/** Moves AXIGEN's SMTP listener from port 25 to 127.0.0.1:2525. */
export const moveAxigenListener: Step = {
  id: 'move-axigen-listener',
  title: 'Move AXIGEN\u2019s SMTP listener',
  passage: nod32Article('Interconnecting 1'),
  says: `AXIGEN gives up port 25: its one and only SMTP listener is ${backendAddress}, enabled, with maxIntervalConnections 0, peerMaxConnections 200 and peerMaxIntervalConnections 0.`,
  skipMeans: 'AXIGEN keeps port 25, so the scanner cannot take it and no mail is scanned.',
  assess,
  changes,
};

function assess({ facts }: Situation): readonly Finding[] {
  const { config } = facts.axigen;
  if (config.state !== 'present')
    return [notReadable(moveAxigenListener, 'AXIGEN-LISTENER-ADDRESS', config, oneListener)];
  const listeners = config.value.listeners ?? [];
  const configured = listeners.some(({ address }) => address === backendAddress);
  return [
    ...assessListeners(moveAxigenListener, listeners),
    ...(configured ? [assessLive(moveAxigenListener, facts.listening)] : []),
  ];
}

/** Where the file is right already but AXIGEN has not read it, the restart that it owes. */
function changes(situation: Situation): readonly Change[] {
  const { config } = situation.facts.axigen;
  if (config.state !== 'present' || config.value.smtp === undefined) return [];
  const removed = removedListeners(config.value.listeners ?? []).map(nameOfListener);
  const edits = editAxigenConfig(
    situation.facts.axigen,
    `Make ${backendAddress} AXIGEN\u2019s only SMTP listener${removed.length === 0 ? '' : `; remove ${removed.join(', ')}`}`,
    edit,
  );
  if (edits.length > 0) return edits;
  const live = assessLive(moveAxigenListener, situation.facts.listening);
  return live.verdict === 'drift' ? restartAxigen(situation) : [];
}

function edit(config: AxigenConfig): Uint8Array {
  const { smtp = [], listeners = [] } = config;
  const set = [...smtp, 'listeners'];
  let document: CfgDocument =
    config.listeners === undefined ? addCfgSet(config.document, smtp, 'listeners') : config.document;
  if (listeners.length === 0) {
    return printAxigenCfg(
      addCfgObject(document, set, [
        ['address', backendAddress],
        ...articleSettings.map(({ name, value }) => [name, value] as const),
      ]),
    );
  }
  // The listener that is kept keeps its other settings.
  const keep = keptListener(listeners);
  document = setCfgAttribute(document, [...set, keep], 'address', backendAddress);
  const kept = listeners[keep];
  for (const { name, value } of wantedSettings) {
    const good = kept !== undefined && listenerSetting(kept, name).toLowerCase() === value;
    if (!good) document = setCfgAttribute(document, [...set, keep], name, value);
  }
  for (let index = listeners.length - 1; index >= 0; index -= 1) {
    if (index !== keep) document = removeCfgObject(document, set, index);
  }
  return printAxigenCfg(document);
}
