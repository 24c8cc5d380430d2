import type { Change } from '../src/model/change.js';
import type { Finding } from '../src/model/finding.js';
import type { Situation, Step } from '../src/model/step.js';
import { hasValue, isSettable, setAgentOption } from '../src/products/nod32/agent-option.js';
import { nod32 } from '../src/products/nod32/product.js';
import { readableNod32Config } from '../src/products/nod32/readable-config.js';
import { nod32Scanner } from '../src/products/nod32/scanner.js';
import { ownsPort25 } from '../src/products/scanner-facts.js';
import { editNod32Config } from './edit-nod32-config.js';
import { notReadable } from './not-readable.js';
import { nod32Article } from './passages.js';
import { restartRunningScanner } from './restart-running-scanner.js';
import { type Choice, choicesOf } from './set-behaviour/choices.js';
import { judgeChoice } from './set-behaviour/judge-choice.js';
import { judgeEicar } from './set-behaviour/judge-eicar.js';
import { judgeScanning } from './set-behaviour/judge-scanning.js';

/** Sets what NOD32 does with infected mail, where the operator wants something else than nod32.cfg says. */
export const setBehaviour: Step = {
  id: 'set-behaviour',
  title: 'Choose what happens to infected mail',
  passage: nod32Article('Configuring the NOD32 Behavior'),
  says: 'By default NOD32 cleans infected attachments and delivers the message; what it cannot clean or scan it takes out, with a footnote for the recipient. action_on_infected, action_on_uncleanable and action_on_notscanned can be set to accept (deliver), defer (the sender\u2019s server tries again for days), discard (thrown away, and nobody is told) or reject (the sender gets a bounce); quarantine keeps a copy. What you do not choose stays as it is.',
  skipMeans: 'NOD32 goes on with what nod32.cfg says now; nothing is wrong with its defaults.',
  settings: [
    'action-on-infected',
    'action-on-uncleanable',
    'action-on-notscanned',
    'quarantine',
    'eicar-test',
  ],
  tweak: true,
  assess: (situation) => [...options(situation), judgeEicar(setBehaviour, situation)],
  changes,
  probes: ({ facts, answers }) =>
    answers.eicarTest && answers.recipient !== undefined && ownsPort25(nod32Scanner, facts)
      ? [{ kind: 'eicar', port: nod32.wanted.listenPort }]
      : [],
};

function options({ facts, answers }: Situation): readonly Finding[] {
  const read = readableNod32Config(facts.nod32);
  if (read.state !== 'present') {
    return [
      notReadable(setBehaviour, 'NOD32-ACTION-INFECTED', read, {
        wanted: 'a nod32.cfg that says what happens to infected mail',
        where: 'nod32.cfg',
        why: 'It decides whether a virus reaches the recipient.',
      }),
    ];
  }
  const { path, config } = read.value;
  return [
    judgeScanning(setBehaviour, config.behaviour, path),
    ...choicesOf(config.behaviour, answers).map((choice) => judgeChoice(setBehaviour, choice, path)),
  ];
}

/** Only what the operator chose and the file does not say yet, as one edit with one restart. */
function changes({ facts, answers }: Situation): readonly Change[] {
  const { config } = facts.nod32;
  if (config.state !== 'present') return [];
  const edits = choicesOf(config.value.behaviour, answers).flatMap(({ option, chosen }: Choice) =>
    chosen === undefined || hasValue(option, chosen) || !isSettable(option) ? [] : [{ option, chosen }],
  );
  const document = edits.reduce(
    (one, { option, chosen }) => setAgentOption(one, option, chosen),
    config.value.document,
  );
  const change = editNod32Config(
    facts.nod32,
    document,
    edits.map(({ option: { section = nod32.globalSection, key }, chosen }) => ({
      section,
      key,
      value: chosen,
    })),
  );
  return change.length === 0 ? [] : [...change, ...restartRunningScanner(nod32Scanner, facts)];
}
