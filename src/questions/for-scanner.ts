import { isScannerId, type ScannerId, scannerIds } from '../model/scanner-id.js';
import type { HostFacts } from '../products/host-facts.js';
import { scanners } from '../products/scanners.js';
import type { GivenAnswers, Question } from './question.js';

/** Where nothing tells: the first article. */
const usual: ScannerId = 'nod32';

/** The scanner that is installed; undefined: none is, or more than one. */
export function installedScanner(facts: HostFacts): ScannerId | undefined {
  const [found, ...others] = scannerIds.filter((id) => scanners[id].isInstalled(facts));
  return others.length === 0 ? found : undefined;
}

/** The scanner that is set up: as given, else the one that is installed. */
export function chosenScanner(given: GivenAnswers, facts?: HostFacts): ScannerId {
  const text = given.get('scanner') ?? '';
  if (isScannerId(text)) return text;
  return (facts && installedScanner(facts)) ?? usual;
}

/** Whether the chosen scanner has any use for the answer: else it is neither asked nor shown nor heeded. */
export function isConcerned({ only }: Question, given: GivenAnswers, facts?: HostFacts): boolean {
  return only === undefined || only === chosenScanner(given, facts);
}

/** One line for `--help`, with the scanner that alone has a use for it. */
export function helpText({ help, only }: Question): string {
  return only === undefined ? help : `${scanners[only].title} only: ${help}`;
}
