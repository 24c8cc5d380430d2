import type { Finding } from '../../src/model/finding.js';
import type { Situation, Step } from '../../src/model/step.js';
import { imss } from '../../src/products/imss/product.js';
import { readableImssConfig } from '../../src/products/imss/readable-config.js';
import {
  type SupportedCommands,
  supportedCommandsSection,
} from '../../src/products/imss/supported-commands.js';
import { findingOf } from '../finding-of.js';
import { notReadable } from '../not-readable.js';

/** Whether imss.ini lets AUTH through. `offered`: it was heard on port 25. */
export function judgeList(
  step: Pick<Step, 'id' | 'passage'>,
  { facts }: Pick<Situation, 'facts'>,
  offered: boolean,
): Finding {
  const id = 'IMSS-AUTH';
  const rest = {
    wanted: `AUTH is in the list supported_esmtp_cmds of the section [${supportedCommandsSection}]`,
    why: 'What is not in the list IMSS does not offer, whatever AXIGEN offers.',
    aspect: 'configured',
  } as const;
  const read = readableImssConfig(facts.imss);
  if (read.state !== 'present') return notReadable(step, id, read, { ...rest, where: imss.configName });
  const { config, path } = read.value;
  const list = config.supportedCommands;
  if (list === undefined) {
    const found = 'the list is not there, under neither spelling of its name';
    return offered
      ? findingOf(step, id, 'ok', { ...rest, found: `${found}; AUTH is offered all the same`, where: path })
      : findingOf(step, id, 'unknown', { ...rest, found, where: path, remedy: askManual });
  }
  const here = {
    ...rest,
    found: `${list.key}=${list.setting.value}`,
    where: `${path}, line ${list.setting.line}`,
  };
  if (list.doubt !== undefined) {
    const found = `${here.found}: ${list.doubt}`;
    return findingOf(step, id, 'risk', { ...here, found, remedy: byHand });
  }
  if (list.offersAuth) return findingOf(step, id, 'ok', here);
  return findingOf(step, id, 'drift', {
    ...here,
    remedy: `Add AUTH at the end of ${list.key} in the section [${supportedCommandsSection}], and restart IMSS.`,
  });
}

const askManual =
  'See in the IMSS manual how it is told which extensions to offer, and add AUTH there: the key is not made here, as its name is not known for sure.';
const byHand =
  'Put the file right at that place by hand, with AUTH at the end of the list, and restart IMSS.';

/** The list, where it is certain and lacks AUTH. */
export function listWithoutAuth({ facts }: Pick<Situation, 'facts'>): SupportedCommands | undefined {
  const list = listIn({ facts });
  return list !== undefined && list.doubt === undefined && !list.offersAuth ? list : undefined;
}

/** There is one list, and it is known which: AUTH can be on it. */
export function isListKnown({ facts }: Pick<Situation, 'facts'>): boolean {
  const list = listIn({ facts });
  return list !== undefined && list.doubt === undefined;
}

/** The list says that AUTH is offered. */
export function listHasAuth({ facts }: Pick<Situation, 'facts'>): boolean {
  return listIn({ facts })?.offersAuth === true;
}

function listIn({ facts }: Pick<Situation, 'facts'>): SupportedCommands | undefined {
  const { config } = facts.imss;
  return config.state === 'present' ? config.value.supportedCommands : undefined;
}
