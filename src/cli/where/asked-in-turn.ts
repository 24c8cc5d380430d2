import { Cancelled } from '../../errors.js';
import type { SshPerson } from '../../host/ssh/person.js';
import type { SideBySide } from '../../wizard/side-by-side.js';

/** The person that several lines share while they are made at the same time. */
export interface AskedInTurn {
  readonly person: SshPerson;
  /** Aborted when the person wanted everything to end. */
  readonly signal: AbortSignal;
}

/** The same person, asked one thing at a time, with nothing that moves on the screen meanwhile. */
export function askedInTurn(person: SshPerson, display: Pick<SideBySide, 'aside'>): AskedInTurn {
  const stop = new AbortController();
  let turn: Promise<unknown> = Promise.resolve();
  const ask = <T>(question: () => Promise<T>): Promise<T> =>
    display.aside(() => {
      const mine = turn.then(async () => {
        // Who has stopped everything is asked nothing more.
        if (stop.signal.aborted) throw new Cancelled();
        try {
          return await question();
        } catch (error) {
          if (error instanceof Cancelled) stop.abort();
          throw error;
        }
      });
      turn = mine.catch(() => undefined);
      return mine;
    });
  return {
    signal: stop.signal,
    person: {
      secret: (request) => ask(() => person.secret(request)),
      confirmHostKey: (view) => ask(() => person.confirmHostKey(view)),
      allowLegacy: (view) => ask(() => person.allowLegacy(view)),
      // Not into somebody else's question.
      note: (text) => {
        turn = turn.then(() => person.note(text));
      },
    },
  };
}
