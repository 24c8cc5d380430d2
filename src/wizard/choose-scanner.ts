import { isScannerId, type ScannerId, scannerIds } from '../model/scanner-id.js';
import { questionFor } from '../questions/registry.js';
import type { Prompter } from './prompter.js';

/** The question of the registry, before the first screen. */
export function chooseScanner(prompter: Prompter): Promise<ScannerId> {
  const question = questionFor('scanner');
  const fallback = question?.fallback?.(new Map()) ?? '';
  return prompter.choose<ScannerId>({
    ask: question?.ask ?? '',
    choices: scannerIds.map((value) => ({ value, label: value, hint: question?.meanings?.[value] ?? '' })),
    ...(isScannerId(fallback) ? { fallback } : {}),
  });
}
