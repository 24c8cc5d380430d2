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
import { type AxigenConfig, type ListenerConfig, listenerSetting } from '../src/products/axigen/config.js';
import { axigen, axigenService } from '../src/products/axigen/product.js';
import { holdersOf } from '../src/products/host/ports.js';
import { backend } from '../src/products/nod32/product.js';
import { editAxigenConfig } from './edit-axigen-config.js';
import { findingOf } from './finding-of.js';
import { notReadable } from './not-readable.js';
import { nod32Article } from './passages.js';

const wantedAddress = `${backend.address}:${backend.port}`;

/** The settings of the article; where its text (200) and its screenshot (20) differ, the text counts. */
const wantedSettings = [
  { id: 'AXIGEN-LISTENER-ENABLED', name: 'enable', value: 'yes', note: '' },
  { id: 'AXIGEN-LISTENER-RATE', name: 'maxIntervalConnections', value: '0', note: ' (unlimited)' },
  {
    id: 'AXIGEN-LISTENER-PEER-CONNECTIONS',
    name: 'peerMaxConnections',
    value: '200',
    note: ' (the article\u2019s text says 200, its screenshot shows 20; the text counts)',
  },
  { id: 'AXIGEN-LISTENER-PEER-RATE', name: 'peerMaxIntervalConnections', value: '0', note: ' (unlimited)' },
] as const;

/** Moves AXIGEN's SMTP listener from port 25 to 127.0.0.1:2525. */
export const moveAxigenListener: Step = {
  id: 'move-axigen-listener',
  title: 'Move AXIGEN\u2019s SMTP listener',
  passage: nod32Article('Interconnecting 1'),
  says: `AXIGEN gives up port 25: its one and only SMTP listener is ${wantedAddress}, enabled, with maxIntervalConnections 0, peerMaxConnections 200 and peerMaxIntervalConnections 0.`,
  skipMeans: 'AXIGEN keeps port 25, so the scanner cannot take it and no mail is scanned.',
  assess,
  changes,
};

function assess({ facts }: Situation): readonly Finding[] {
  const { config } = facts.axigen;
  if (config.state !== 'present') {
    return [
      notReadable(moveAxigenListener, 'AXIGEN-LISTENER-ADDRESS', config, {
        wanted: `one SMTP listener, ${wantedAddress}, and no other`,
        where: axigen.configFile,
        why: 'The scanner needs port 25, and another listener would let mail in past the scanner.',
      }),
    ];
  }
  const listeners = config.value.listeners ?? [];
  const own = listeners.find(({ address }) => address === wantedAddress);
  return [
    address(listeners, own),
    ...(own === undefined ? [] : wantedSettings.map((wanted) => oneSetting(wanted, own))),
    ...live(facts.listening, own !== undefined),
  ];
}

function address(listeners: readonly ListenerConfig[], own: ListenerConfig | undefined): Finding {
  const only = own !== undefined && listeners.length === 1;
  const found = listeners.map((one) => `${one.address} (line ${one.line})`).join(', ');
  return findingOf(moveAxigenListener, 'AXIGEN-LISTENER-ADDRESS', only ? 'ok' : 'drift', {
    wanted: `one SMTP listener, ${wantedAddress}, and no other`,
    found: found === '' ? 'none in the file, so AXIGEN\u2019s default 127.0.0.1:25 counts' : found,
    where: axigen.configFile,
    why: 'The scanner needs port 25, and another listener would let mail in past the scanner.',
    ...(only
      ? {}
      : { remedy: `Configure one listener with the address ${wantedAddress}; remove the others.` }),
  });
}

function oneSetting(wanted: (typeof wantedSettings)[number], listener: ListenerConfig): Finding {
  const found = listenerSetting(listener, wanted.name);
  const good = found.toLowerCase() === wanted.value;
  return findingOf(moveAxigenListener, wanted.id, good ? 'ok' : 'drift', {
    wanted: `${wanted.name} = ${wanted.value}${wanted.note}`,
    found: listener.settings.has(wanted.name.toLowerCase()) ? found : `not set (default ${found})`,
    where: `${axigen.configFile}, line ${listener.line}`,
    why:
      wanted.name === 'enable'
        ? 'A listener that is not enabled takes no mail.'
        : 'Every connection comes from the scanner\u2019s one address, so limits for each address would throttle all mail.',
    ...(good ? {} : { remedy: `Set ${wanted.name} to ${wanted.value}.` }),
  });
}

/** Configured and running are two facts: the port is looked at as well. */
function live(listening: Situation['facts']['listening'], configured: boolean): readonly Finding[] {
  if (!configured) return [];
  const rest = {
    wanted: `AXIGEN listens on ${wantedAddress} and not on port 25`,
    where: `port ${backend.port}`,
    why: 'A file that was edited does nothing until AXIGEN has read it.',
  };
  if (listening.state !== 'present') {
    return [
      findingOf(moveAxigenListener, 'AXIGEN-LISTENER-LIVE', 'unknown', {
        ...rest,
        found: 'the listening ports could not be read',
      }),
    ];
  }
  const backendHolders = holdersOf(listening.value, backend.port);
  const onBackend = backendHolders.some(
    ({ address, program }) => address === backend.address && isAxigen(program),
  );
  const exposed = backendHolders.some(({ address }) => address !== backend.address);
  const on25 = holdersOf(listening.value, 25).some(({ program }) => isAxigen(program));
  const good = onBackend && !exposed && !on25;
  const found = [
    onBackend ? `it listens on ${wantedAddress}` : `it does not listen on ${wantedAddress}`,
    ...(exposed
      ? [`port ${backend.port} is open on ${backendHolders.map((one) => one.address).join(', ')}`]
      : []),
    ...(on25 ? ['it still holds port 25'] : []),
  ].join('; ');
  return [
    findingOf(moveAxigenListener, 'AXIGEN-LISTENER-LIVE', good ? 'ok' : 'drift', {
      ...rest,
      found,
      ...(good
        ? {}
        : { remedy: `${axigenService.script} restart, then look into AXIGEN\u2019s log if it stays so.` }),
    }),
  ];
}

function isAxigen(program: string | undefined): boolean {
  return program === undefined || program === axigenService.process;
}

function changes({ facts }: Situation): readonly Change[] {
  return editAxigenConfig(
    facts.axigen,
    `Make ${wantedAddress} AXIGEN\u2019s only SMTP listener`,
    edit,
    backend.port,
  );
}

function edit(config: AxigenConfig): Uint8Array {
  const { smtp = [], listeners = [] } = config;
  const set = [...smtp, 'listeners'];
  let document: CfgDocument =
    config.listeners === undefined ? addCfgSet(config.document, smtp, 'listeners') : config.document;
  if (listeners.length === 0) {
    return printAxigenCfg(
      addCfgObject(document, set, [
        ['address', wantedAddress],
        ...wantedSettings.map(({ name, value }) => [name, value] as const),
      ]),
    );
  }
  // Keep the listener that is there already, else turn the first one into it: its other settings stay.
  const keep = Math.max(
    0,
    listeners.findIndex((one) => one.address === wantedAddress),
  );
  document = setCfgAttribute(document, [...set, keep], 'address', wantedAddress);
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
