import type { IniDocument } from '../../documents/ini/index.js';
import { type ImssSetting, imssSetting } from './setting.js';

/**
 * The list of extensions that IMSS lets through (article, Tweaking 1). The article prints supported_esmtx_cmds, most likely for
 * supported_esmtp_cmds: both are accepted as found (facts: scanners-and-hosts 2.4).
 */
export interface SupportedCommands {
  /** As the file spells it. */
  readonly key: string;
  readonly setting: ImssSetting;
  /** In the file's own spelling and order. */
  readonly tokens: readonly string[];
  readonly offersAuth: boolean;
  /** Why it cannot be told which list is in force, and so none is edited. */
  readonly doubt?: string;
}

export const supportedCommandsSection = 'smtp';
const spellings = ['supported_esmtp_cmds', 'supported_esmtx_cmds'] as const;

/** Undefined: [smtp] sets neither; the key is never created. */
export function readSupportedCommands(document: IniDocument): SupportedCommands | undefined {
  const [setting, other] = spellings.flatMap(
    (key) => imssSetting(document, supportedCommandsSection, key) ?? [],
  );
  if (setting === undefined) return undefined;
  const doubt =
    other === undefined
      ? doubtOf(setting)
      : `both ${setting.key} (line ${setting.line}) and ${other.key} (line ${other.line}) are set`;
  return {
    key: setting.key,
    setting,
    tokens: tokensOf(setting.value),
    offersAuth: hasAuth(setting.value),
    ...(doubt === undefined ? {} : { doubt }),
  };
}

function doubtOf({ consistent, doubt, key, value }: ImssSetting): string | undefined {
  if (doubt !== undefined) return doubt;
  if (!consistent) return `${key} is set more than once, each time to something else`;
  // Nor could such a line be written safely: how the vendor's parser reads these characters is not known.
  return /["\\]|[^\t -~]/.test(value) ? 'there are characters in it that no extension has' : undefined;
}

function tokensOf(list: string): readonly string[] {
  return list.split(/[,\s]+/).filter((token) => token !== '');
}

function hasAuth(list: string): boolean {
  return tokensOf(list).some((token) => token.toUpperCase() === 'AUTH');
}

/** What is to stand behind the list for AUTH to be on it: in the list's own manner, and nothing where it is there already. */
export function authSuffix(list: string): string {
  if (hasAuth(list)) return '';
  const separator = list.trim().match(/\s*,\s*|\s+/)?.[0] ?? ',';
  const trailing = list.match(/[,\s]*$/)?.[0] ?? '';
  if (trailing === list) return 'AUTH';
  // A blank at the end (of a value in quotes) separates nothing in a list of commas.
  if (separator.includes(',') && !trailing.includes(',')) return `${separator}AUTH`;
  return `${separator.startsWith(trailing) ? separator.slice(trailing.length) : ''}AUTH`;
}
