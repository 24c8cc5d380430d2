import {
  commentedIniKeys,
  type IniDocument,
  iniKeys,
  iniSections,
  setIniKey,
} from '../../documents/ini/index.js';
import { nod32 } from './product.js';

/** An option for which [global] gives the default and the agent's own section an override (facts: scanners-and-hosts 1.3). */
export interface AgentOption {
  readonly key: string;
  /** As it is in force; undefined: no line sets it, and the product's own default counts. */
  readonly value?: string;
  /** What a commented-out line in [global] says, as a rule the default; undefined: there is none. */
  readonly commentedOut?: string;
  /** Where it is in force, or is to be set; undefined: the file has no such section. */
  readonly section?: string;
  readonly line?: number;
  /** Every active occurrence in that section agrees. */
  readonly consistent: boolean;
  /** Why the value that stands there cannot be told for sure, and so is not edited. */
  readonly doubt?: string;
}

/** The option as nod32smtp reads it: where its own section says nothing, [global] counts. */
export function agentOption(document: IniDocument, key: string): AgentOption {
  return optionIn(document, key, [nod32.section, nod32.globalSection]);
}

/** The option as nod32d reads it. */
export function globalOption(document: IniDocument, key: string): AgentOption {
  return optionIn(document, key, [nod32.globalSection]);
}

function optionIn(document: IniDocument, key: string, sections: readonly string[]): AgentOption {
  const section = sections.find((one) => iniKeys(document, one, key).length > 0);
  const commentedOut = commentedIniKeys(document, nod32.globalSection, key)[0]?.value;
  const aside = commentedOut === undefined ? {} : { commentedOut };
  const [first, ...others] = section === undefined ? [] : iniKeys(document, section, key);
  if (section === undefined || first === undefined) {
    const home = sections.findLast((one) => iniSections(document, one).length > 0);
    return { key, consistent: true, ...aside, ...(home === undefined ? {} : { section: home }) };
  }
  const { value, line, doubt } = first;
  const doubtful = doubt ?? others.find((one) => one.doubt !== undefined)?.doubt;
  return {
    key,
    value,
    section,
    line,
    consistent: others.every((one) => one.value === value),
    ...aside,
    ...(doubtful === undefined ? {} : { doubt: doubtful }),
  };
}

/** Whether a line sets this value; one that is commented out may be a default, or somebody's earlier choice. */
export function hasValue({ value, consistent }: AgentOption, wanted: string): boolean {
  return value === wanted && consistent;
}

/** Whether setting the option is possible without guessing what stands there. */
export function isSettable({ section, doubt }: AgentOption): boolean {
  return section !== undefined && doubt === undefined;
}

/** The document with the option set where it is in force, else in [global]. @throws DocumentError unless it is settable. */
export function setAgentOption(document: IniDocument, option: AgentOption, value: string): IniDocument {
  return setIniKey(document, option.section ?? nod32.globalSection, option.key, value);
}
