import type { Finding } from '../../src/model/finding.js';
import type { Step } from '../../src/model/step.js';
import { type AgentOption, hasValue, isSettable } from '../../src/products/nod32/agent-option.js';
import { findingOf } from '../finding-of.js';
import type { Choice } from './choices.js';

/** Whether nod32.cfg says what the operator chose; where nobody chose, whether NOD32 can understand what it says. */
export function judgeChoice(step: Pick<Step, 'id' | 'passage'>, choice: Choice, file: string): Finding {
  const { id, option, chosen, why, values } = choice;
  const rest = {
    wanted:
      chosen === undefined
        ? `${option.key} is one of ${values.join(', ')}, or not set`
        : `${option.key} = ${chosen}: ${choice.meaning(chosen)}`,
    found: foundText(choice),
    where: placeOf(option, file),
    why,
    aspect: 'configured',
  } as const;
  if (chosen !== undefined && hasValue(option, chosen)) return findingOf(step, id, 'ok', rest);
  const trouble = problemOf(choice);
  if (chosen !== undefined && isSettable(option)) {
    return findingOf(step, id, 'drift', { ...rest, remedy: setIt(option, chosen) });
  }
  if (chosen === undefined && trouble === undefined) return findingOf(step, id, 'ok', rest);
  return findingOf(step, id, 'risk', {
    ...rest,
    found: trouble === undefined ? rest.found : `${rest.found}: ${trouble}`,
    remedy: isSettable(option)
      ? `Choose one with ${choice.flag}, or put the line right by hand and restart the scanner.`
      : 'Put the file right at that place by hand, and restart the scanner.',
  });
}

function setIt({ key, section }: AgentOption, value: string): string {
  return `Set ${key} = ${value} in the section [${section ?? ''}], and restart nod32d and nod32smtp.`;
}

export function placeOf({ line }: AgentOption, file: string): string {
  return line === undefined ? file : `${file}, line ${line}`;
}

function foundText({ option, meaning, values, byDefault }: Choice): string {
  const { value, section, commentedOut } = option;
  if (value === undefined) {
    const shown = commentedOut === undefined ? '' : ` (a line that is commented out says ${commentedOut})`;
    return `not set${shown}: ${byDefault}`;
  }
  const said = values.includes(value) ? `: ${meaning(value)}` : '';
  return `${value} in [${section ?? ''}]${said}`;
}

function problemOf({ option, values }: Choice): string | undefined {
  const { value, consistent, doubt, section } = option;
  if (doubt !== undefined) return doubt;
  if (!consistent) return 'it is set more than once, differently, and which one counts is not known';
  if (value !== undefined && !values.includes(value)) return `that is none of ${values.join(', ')}`;
  return section === undefined ? 'the file has no section for it' : undefined;
}
