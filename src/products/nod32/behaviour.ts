import type { IniDocument } from '../../documents/ini/index.js';
import type { ScannerAction } from '../../model/answers.js';
import { type AgentOption, agentOption } from './agent-option.js';

/** What nod32smtp does with a message (article, Configuring the NOD32 Behavior). */
export interface Nod32Behaviour {
  readonly onInfected: AgentOption;
  readonly onUncleanable: AgentOption;
  readonly onNotScanned: AgentOption;
  readonly quarantine: AgentOption;
  /** Decided before anything is scanned (facts: scanners-and-hosts 1.4). */
  readonly onProcessed: AgentOption;
  readonly antivirus: AgentOption;
  /** A file with exceptions for single senders and recipients. */
  readonly userConfig: AgentOption;
}

export function readBehaviour(document: IniDocument): Nod32Behaviour {
  return {
    onInfected: agentOption(document, 'action_on_infected'),
    onUncleanable: agentOption(document, 'action_on_uncleanable'),
    onNotScanned: agentOption(document, 'action_on_notscanned'),
    quarantine: agentOption(document, 'quarantine'),
    onProcessed: agentOption(document, 'action_on_processed'),
    antivirus: agentOption(document, 'av_enabled'),
    userConfig: agentOption(document, 'user_config'),
  };
}

export const scannerActions: readonly ScannerAction[] = ['accept', 'defer', 'discard', 'reject'];

export function isScannerAction(text: string | undefined): text is ScannerAction {
  return scannerActions.some((action) => action === text);
}

/** What the configuration says of a message with a virus that cannot be cleaned. `because`: the option that decides. */
export type VirusOutcome =
  | {
      readonly kind: 'blocked';
      readonly action: Exclude<ScannerAction, 'accept'>;
      readonly because: string;
    }
  /** Passed on as it is: nothing is scanned. */
  | { readonly kind: 'unscanned'; readonly because: string }
  /** `accept` was set: whether the file is then left in or taken out, the manuals at hand do not say. */
  | { readonly kind: 'accepted'; readonly because: string }
  /** The article's default: taken out, with a footnote. */
  | { readonly kind: 'removed' }
  | { readonly kind: 'untold'; readonly because: string };

/**
 * Decision order: action_on_processed, av_enabled, action_on_infected, action_on_uncleanable; anything that is not
 * `accept` blocks the message (facts: scanners-and-hosts 1.4 and 1.8).
 */
export function virusOutcome(behaviour: Nod32Behaviour): VirusOutcome {
  const { onProcessed, antivirus, onInfected, onUncleanable } = behaviour;
  const before = blocking(onProcessed);
  if (before !== undefined) return before;
  if (antivirus.value === 'no') return { kind: 'unscanned', because: lineOf(antivirus) };
  const blocked = blocking(onInfected) ?? blocking(onUncleanable);
  if (blocked !== undefined) return blocked;
  const accepted = [onInfected, onUncleanable].find(({ value }) => value !== undefined);
  return accepted === undefined ? { kind: 'removed' } : { kind: 'accepted', because: lineOf(accepted) };
}

function blocking(option: AgentOption): Extract<VirusOutcome, { kind: 'blocked' | 'untold' }> | undefined {
  const { value, consistent, doubt } = option;
  if (value === undefined || (value === 'accept' && consistent)) return undefined;
  const because = lineOf(option);
  if (!isScannerAction(value) || value === 'accept' || !consistent || doubt !== undefined)
    return { kind: 'untold', because };
  return { kind: 'blocked', action: value, because };
}

function lineOf({ key, value }: AgentOption): string {
  return `${key} = ${value ?? ''}`;
}
