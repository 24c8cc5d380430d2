import { ExitCode, UserError } from '../../errors.js';
import { flagOf, variableOf } from '../../questions/names.js';
import { questionFor, questions } from '../../questions/registry.js';
import { escapeControl } from '../../text/escape.js';
import { nearest } from '../nearest.js';
import { reachKeys } from './inventory-keys.js';

/** What is wrong with a line of an inventory; line 0: with the whole of it. */
export class InventoryError extends UserError {
  constructor(
    file: string,
    line: number,
    what: string,
    next: string,
    why = 'Nothing was done to any server.',
  ) {
    const where = line === 0 ? '' : `, line ${line}`;
    super(`${escapeControl(file, 200)}${where}: ${escapeControl(what, 300)}.`, {
      why,
      next: escapeControl(next, 2000),
      exitCode: ExitCode.usage,
    });
    this.name = 'InventoryError';
  }
}

/** Secrets of connecting, and the flags that take them. */
const secretFlags: ReadonlyMap<string, string> = new Map([
  ['ssh-password', '--ssh-password-file <file>'],
  ['ssh-passphrase', '--ssh-passphrase-file <file>'],
  ['become-password', '--become-password-file <file>'],
]);

/** A key that does not belong there: it is not known, or its value is a secret. */
export function unknownKey(
  key: string,
  { file, line }: { readonly file: string; readonly line: number },
): InventoryError {
  const secret = secretSource(key);
  if (secret !== undefined) {
    return new InventoryError(
      file,
      line,
      `${key} is a secret, and does not belong in an inventory`,
      `Remove the line. ${secret}`,
      'Inventories are copied, kept and shown; a password in one is soon known to many.',
    );
  }
  const keys = [
    ...questions.filter(({ kind }) => kind !== 'secret').map((question) => question.key),
    ...reachKeys,
  ];
  const meant = nearest(key, keys);
  return new InventoryError(
    file,
    line,
    `the key "${key.slice(0, 100)}" is not known`,
    `${meant === undefined ? '' : `Did you mean ${meant}? `}The keys are: ${keys.join(', ')}.`,
    'A misspelt key would be an answer that is silently not used.',
  );
}

function secretSource(key: string): string | undefined {
  const flag = secretFlags.get(key.replace(/-file$/, ''));
  if (flag !== undefined) return `Put it alone into a file that only you can read and give ${flag}.`;
  const question = questionFor(key.replace(/-file$/, ''));
  if (question?.kind !== 'secret') return undefined;
  return `Put it alone into a file that only you can read and give ${flagOf(question)} <file>, or set ${variableOf(question)}.`;
}
