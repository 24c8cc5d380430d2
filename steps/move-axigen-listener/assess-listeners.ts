import type { Answers } from '../../src/model/answers.js';
import type { Finding } from '../../src/model/finding.js';
import type { Step } from '../../src/model/step.js';
import { type ListenerConfig, listenerSetting } from '../../src/products/axigen/config.js';
import { axigen } from '../../src/products/axigen/product.js';
import { backendAddress } from '../../src/products/scanners.js';
import { findingOf } from '../finding-of.js';
import { nameOfListener, removedListeners, silencedListeners } from './kept-listener.js';
import { isAsWanted, isChosenRate, type WantedSetting, wantedSettings } from './settings.js';

type ThisStep = Pick<Step, 'id' | 'passage'>;

/** What AXIGEN's file says of its SMTP listeners. */
export function assessListeners(
  step: ThisStep,
  listeners: readonly ListenerConfig[],
  answers: Answers,
): readonly Finding[] {
  const backend = backendAddress(answers);
  const own = listeners.find(({ address }) => address === backend);
  return [
    oneAddress(step, answers, listeners, own),
    ...(own === undefined
      ? []
      : wantedSettings(answers).map((wanted) => oneSetting(step, wanted, own, answers))),
  ];
}

/** The wish and its reason, also for a file that cannot be read. */
export function oneListener(answers: Pick<Answers, 'scanner'>): Pick<Finding, 'wanted' | 'why'> & {
  readonly where: string;
} {
  return {
    wanted: `one SMTP listener, ${backendAddress(answers)}, and no other`,
    where: axigen.configFile,
    why: 'The scanner needs port 25, and another listener would let mail in past the scanner.',
  };
}

function oneAddress(
  step: ThisStep,
  answers: Answers,
  listeners: readonly ListenerConfig[],
  own: ListenerConfig | undefined,
): Finding {
  const only = own !== undefined && listeners.length === 1;
  const found = listeners.map((one) => `${one.address || 'none'} (line ${one.line})`).join(', ');
  return findingOf(step, 'AXIGEN-LISTENER-ADDRESS', only ? 'ok' : 'drift', {
    ...oneListener(answers),
    found: found === '' ? 'none in the file, so AXIGEN\u2019s default 127.0.0.1:25 counts' : found,
    ...(only ? {} : { remedy: remedy(listeners, backendAddress(answers)) }),
  });
}

function remedy(listeners: readonly ListenerConfig[], backend: string): string {
  const removed = removedListeners(listeners, backend).map(nameOfListener);
  const silenced = silencedListeners(listeners, backend).map(nameOfListener);
  return [
    `Configure one listener with the address ${backend}`,
    removed.length === 0 ? '.' : `; remove ${removed.join(', ')}.`,
    silenced.length === 0
      ? ''
      : ` Nothing answers on ${silenced.join(', ')} any more: mail programs that send there have to be changed to port 25.`,
  ].join('');
}

function oneSetting(
  step: ThisStep,
  wanted: WantedSetting,
  listener: ListenerConfig,
  answers: Answers,
): Finding {
  const found = listenerSetting(listener, wanted.name);
  const good = isAsWanted(wanted, listener, answers);
  const chosen = found !== wanted.value && good && isChosenRate(found, listener, answers);
  return findingOf(step, wanted.id, good ? 'ok' : 'drift', {
    wanted: `${wanted.name} = ${wanted.value}${wanted.note}`,
    found: listener.settings.has(wanted.name.toLowerCase())
      ? `${found}${chosen ? ', a limit that somebody chose (Tweaking 2)' : ''}`
      : `not set (default ${found})`,
    where: `${axigen.configFile}, line ${listener.line}`,
    why: wanted.why,
    aspect: 'configured',
    ...(good ? {} : { remedy: `Set ${wanted.name} to ${wanted.value}.` }),
  });
}
