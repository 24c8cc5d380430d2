import type { BecomeSecret } from './become-secret.js';
import { bySu, bySudo } from './bootstrap.js';
import {
  asksSomethingElse,
  type Become,
  knownRefusal,
  notElevated,
  passwordWasWrong,
  wantsTerminal,
} from './elevation-errors.js';
import { notThere } from './login-errors.js';
import type { Stair } from './stair.js';

export interface Elevation {
  readonly how: Become;
  readonly subject: string;
  readonly secret: BecomeSecret;
  /** Standard input is a terminal. */
  readonly terminal: boolean;
  readonly signal: AbortSignal | undefined;
}

/**
 * Has the shell of whoever logged in become one of root's.
 * @returns `again`: over a new channel, with another password, or because the question was gone before its answer; `wants a terminal`: over one that has it.
 * @throws UserError, LineLost, Cancelled, and what `signal` says.
 */
export async function elevate(
  stair: Stair,
  { how, subject, secret, terminal, signal }: Elevation,
): Promise<'root' | 'again' | 'wants a terminal'> {
  stair.climb((mark) => (how === 'sudo' ? bySudo(mark, stair.prompt, terminal) : bySu(mark)));
  let asked: string | undefined;
  let sent: string | undefined;
  for (;;) {
    const heard = await stair.next(signal, stair.prompt);
    switch (heard.kind) {
      case 'ready':
        if (heard.user !== 0) throw notElevated(how, subject, stair.words);
        secret.prove();
        return 'root';
      case 'question':
        if (sent !== undefined) {
          if (heard.text !== asked) throw asksSomethingElse(how, subject, stair.withoutSecrets(heard.text));
          secret.refuse(sent, stair.words);
        }
        asked = heard.text;
        sent = await secret.get(heard.ours ? undefined : heard.text.trim());
        // sudo waits some minutes only: whoever was still looking for the password is not asked again.
        if (stair.over) return 'again';
        stair.answer(sent);
        break;
      case 'ended':
        if (!terminal && wantsTerminal(stair.words)) return 'wants a terminal';
        throwIfHopeless(how, subject, stair.words, sent !== undefined);
        secret.refuse(sent ?? '', stair.words);
        return 'again';
      default:
        throw notThere(`${how} on ${subject}`, heard, stair);
    }
  }
}

/** Unless another password may help. */
function throwIfHopeless(how: Become, subject: string, words: string, sent: boolean): void {
  const known = knownRefusal(how, subject, words);
  if (known !== undefined) throw known;
  if (!sent || !passwordWasWrong(words)) throw notElevated(how, subject, words);
}
