import type { Answers } from '../../src/model/answers.js';
import type { AgentOption } from '../../src/products/nod32/agent-option.js';
import { type Nod32Behaviour, scannerActions } from '../../src/products/nod32/behaviour.js';
import type { FindingId } from '../explanations/index.js';

/** One of the article's options, with what the operator chose for it. */
export interface Choice {
  readonly id: FindingId;
  readonly option: AgentOption;
  /** Undefined: it stays as it is. */
  readonly chosen: string | undefined;
  readonly flag: string;
  readonly values: readonly string[];
  /** What each value means. */
  readonly meaning: (value: string) => string;
  /** What counts where no line sets it (article, Configuring the NOD32 Behavior). */
  readonly byDefault: string;
  readonly why: string;
}

export function choicesOf(behaviour: Nod32Behaviour, answers: Answers): readonly Choice[] {
  const { onInfected, onUncleanable, onNotScanned, quarantine } = behaviour;
  const action = { values: scannerActions, meaning: actionMeaning };
  return [
    {
      ...action,
      id: 'NOD32-ACTION-INFECTED',
      option: onInfected,
      chosen: answers.actionOnInfected,
      flag: '--action-on-infected',
      byDefault: 'what is infected is cleaned and delivered',
      why: 'It decides what the sender and the recipient of an infected message get.',
    },
    {
      ...action,
      id: 'NOD32-ACTION-UNCLEANABLE',
      option: onUncleanable,
      chosen: answers.actionOnUncleanable,
      flag: '--action-on-uncleanable',
      byDefault: 'what cannot be cleaned is taken out of the message, with a footnote for the recipient',
      why: 'Most of today\u2019s viruses cannot be cleaned: the whole file is the virus.',
    },
    {
      ...action,
      id: 'NOD32-ACTION-NOTSCANNED',
      option: onNotScanned,
      chosen: answers.actionOnNotscanned,
      flag: '--action-on-notscanned',
      byDefault: 'what cannot be scanned is taken out of the message',
      why: 'What cannot be scanned, such as an archive with a password, may hold a virus, or be what the recipient waits for.',
    },
    {
      id: 'NOD32-QUARANTINE',
      option: quarantine,
      chosen: answers.quarantine === undefined ? undefined : answers.quarantine ? 'yes' : 'no',
      flag: '--quarantine',
      values: ['yes', 'no'],
      meaning: (value) =>
        value === 'yes'
          ? 'a copy of what is blocked is kept on the server'
          : 'nothing is kept of what is blocked',
      byDefault: 'NOD32 does as its manual says',
      why: 'With copies a message that was blocked by mistake can be had back; they take disk space.',
    },
  ];
}

function actionMeaning(value: string): string {
  switch (value) {
    case 'defer':
      return 'it is put off (4xx): the sender\u2019s server tries again for days, the recipient gets nothing meanwhile';
    case 'discard':
      return 'it is taken and thrown away: the sender believes that it arrived, the recipient never hears of it';
    case 'reject':
      return 'it is refused (5xx): the sender gets a bounce, the recipient nothing';
    default:
      return 'the recipient gets the message, the sender notices nothing';
  }
}
